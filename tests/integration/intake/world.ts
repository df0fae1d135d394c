import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { canonicalJson } from '../../../src/lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '../../../src/lib/domain/shared/canonical-json.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { compareWork } from '../../../src/lib/server/app/steps/work/keep-work.ts';
import { buildApp } from '../../../src/lib/server/container.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const DEFINITIONS = path.resolve(import.meta.dirname, '../../../definitions');

export interface World {
	readonly database: TestDatabase;
	readonly app: App;
	close(): Promise<void>;
}

/** The portal on a database and a folder of its own; `objects`: the folder of its object store. */
export async function openWorld(): Promise<World & { readonly objects: string }> {
	const database = await freshDatabase();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-intake-'));
	const app = await buildApp(
		{
			DATABASE_URL: database.appUrl,
			CHUAN_OBJECTS: folder,
			ORIGIN: 'https://chuan.test',
			CHUAN_EMBEDDED: '1'
		},
		'intake-test'
	);
	return {
		database,
		app,
		objects: folder,
		async close() {
			// Whatever the test did: what the verbs left is what reckoning everything anew gives.
			const { repaired } = await compareWork(app);
			await app.db.close();
			await database.close();
			await rm(folder, { recursive: true, force: true });
			if (repaired > 0) throw new Error(`${String(repaired)} pieces of work differ from what they should be`);
		}
	};
}

/** Forward only, as the database asks. */
export async function moveClock({ database }: World, hours: number): Promise<void> {
	await database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + $1', [hours * 3600]);
}

/** Who proved the organisations that a test begins with. */
const PROVER = '00000000-0000-4000-8000-00000000000f';

/** An organisation as the office has proved it. */
export async function insertOrganisation(world: World, name: string, taxCode: string): Promise<string> {
	const id = identifiers.v7();
	await world.database.owner.query(
		`INSERT INTO person (id, full_name, created_at) VALUES ($1, 'Cán bộ xác nhận', app_now()) ON CONFLICT (id) DO NOTHING`,
		[PROVER]
	);
	await world.database.owner.query(
		`WITH ruling AS (INSERT INTO organisation_ruling (id, organisation_id, version, kind, basis, ruled_by, ruled_at)
		   VALUES ($4, $1, 1, 'proved', 'dossier', $5, app_now()))
		 INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at, standing, ruling_id)
		   VALUES ($1, 'enterprise', $2, $3, 'Đại diện', '52', app_now(), 'proved', $4)`,
		[id, name, taxCode, identifiers.v7(), PROVER]
	);
	return id;
}

export interface TestPerson {
	readonly personId: string;
	readonly accountId: string;
	readonly email: string;
}

export async function insertPerson(
	world: World,
	fullName: string,
	more: {
		readonly employerId?: string;
		readonly grants?: readonly { role: string; scopeType?: string; scopeId?: string }[];
		readonly withoutAccount?: boolean;
	} = {}
): Promise<TestPerson> {
	const person = { personId: identifiers.v7(), accountId: identifiers.v7(), email: '' };
	const email = `${person.personId}@chuan.test`;
	const { owner } = world.database;
	await owner.query(
		`INSERT INTO person (id, full_name, employer_id, created_at) VALUES ($1, $2, $3, app_now())`,
		[person.personId, fullName, more.employerId ?? null]
	);
	if (more.withoutAccount !== true) {
		await owner.query(
			`INSERT INTO account (id, person_id, email, password_hash, email_verified_at, created_at) VALUES ($1, $2, $3, 'x', app_now(), app_now())`,
			[person.accountId, person.personId, email]
		);
	}
	for (const { role, scopeType = 'all', scopeId = '' } of more.grants ?? []) {
		await owner.query(
			`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES ($1, $2, $3, $4, $5, app_now())`,
			[identifiers.v7(), person.personId, role, scopeType, scopeId]
		);
	}
	return { ...person, email };
}

/** The person as a request would see them now: grants and seats are read anew. */
export async function contextOf(
	{ app }: World,
	{ accountId }: Pick<TestPerson, 'accountId'>
): Promise<Context> {
	const actor = await app.db.read.identity.loadPerson(accountId);
	if (actor === undefined) throw new Error('no such account');
	return { app, actor, requestId: identifiers.v4(), locale: 'vi', proof: { means: 'password' } };
}

export interface TestCall {
	readonly id: string;
	readonly code: string;
	readonly definitionId: string;
	readonly lots: Readonly<Record<string, string>>;
}

/** What a call needs of a stored definition; the rest of the document is kept as it is. */
interface StoredDocument {
	readonly key: string;
	readonly version: number;
	readonly variants: readonly { readonly key: string }[];
	readonly ruleSet: { readonly parameters: Readonly<Record<string, unknown>> };
}

/** A published call whose window closes in 24 hours, on a definition of the product or on what `revise` makes of it. */
export async function insertCall(
	world: World,
	programme: 'map' | 'task' | 'proposal',
	code: string,
	lotCodes: readonly string[],
	revise: (document: StoredDocument) => StoredDocument = (document) => document
): Promise<TestCall> {
	const raw = revise(
		JSON.parse(await readFile(path.join(DEFINITIONS, `${programme}.json`), 'utf8')) as StoredDocument
	);
	const parameters = Object.entries(raw.ruleSet.parameters).map(([key, value]) => [
		key,
		Array.isArray(value) ? (value as unknown) : [value]
	]);
	const document = {
		...raw,
		ruleSet: { ...raw.ruleSet, parameters: Object.fromEntries(parameters) as Record<string, unknown> }
	};
	const id = identifiers.v7();
	const { owner } = world.database;
	await owner.query(
		`INSERT INTO programme_definition (id, key, version, schema_version, document, hash, created_at, frozen_at)
		 VALUES ($1, $2, $3, 1, $4, $5, app_now(), app_now()) ON CONFLICT (key, version) DO NOTHING`,
		[
			identifiers.v7(),
			raw.key,
			raw.version,
			JSON.stringify(document),
			identifiers.sha256(JSON.stringify(document))
		]
	);
	const stored = await owner.query<{ id: string }>(
		'SELECT id FROM programme_definition WHERE key = $1 AND version = $2',
		[raw.key, raw.version]
	);
	const definitionId = stored.rows[0]?.id ?? '';
	await owner.query(
		`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, published_at, created_at)
		 VALUES ($1, $2, $3, $4, 'Đợt thử', app_now() - interval '1 hour', app_now() + interval '24 hours', 'published', app_now() - interval '1 hour', app_now())`,
		[id, code, definitionId, raw.key]
	);
	const lots: Record<string, string> = {};
	for (const [index, lotCode] of lotCodes.entries()) {
		const lotId = identifiers.v7();
		lots[lotCode] = lotId;
		await owner.query(
			`INSERT INTO lot (id, call_id, code, position, title_vi, variant) VALUES ($1, $2, $3, $4, $5, $6)`,
			[lotId, id, lotCode, index, `Nhiệm vụ ${lotCode}`, raw.variants[0]?.key ?? 'standard']
		);
	}
	return { id, code, definitionId, lots };
}

export interface TestApplication {
	readonly id: string;
	readonly code: string;
}

/** A submitted application with its frozen revision, as submission leaves it. */
export async function insertSubmission(
	world: World,
	call: TestCall,
	lotCode: string,
	more: {
		readonly code: string;
		readonly organisationId: string;
		readonly answers?: JsonValue;
		readonly participants?: readonly {
			readonly kind: string;
			readonly name: string;
			readonly taxCode?: string;
		}[];
	}
): Promise<TestApplication> {
	const id = identifiers.v7();
	const revisionId = identifiers.v7();
	const { owner } = world.database;
	const lots = await owner.query<{ variant: string }>('SELECT variant FROM lot WHERE id = $1', [
		call.lots[lotCode]
	]);
	const snapshot: JsonValue = {
		format: 'chuan.revision/1',
		definition: { id: call.definitionId, key: 'X', version: 1, hash: '' },
		variant: lots.rows[0]?.variant ?? 'standard',
		call: { id: call.id, code: call.code, title: 'Đợt thử', closesAt: new Date().toISOString() },
		lot: { id: call.lots[lotCode] ?? '', code: lotCode, title: '' },
		application: { id, code: more.code, revision: 1 },
		organisation: { name: 'Đơn vị' },
		answers: more.answers ?? {},
		computed: {},
		budget: null,
		files: [],
		submittedAt: new Date().toISOString(),
		declaration: { personId: id, name: '', sentences: [] }
	};
	const bytes = Buffer.from(canonicalJson(snapshot));
	await owner.query(
		`INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, title, state, revision_id, submitted_at, requested, own, created_at, updated_at)
		 VALUES ($1, $2, $3, $4, $5, $1, $6, 'submitted', $7, app_now(), 180000000, 120000000, app_now(), app_now())`,
		[id, more.code, call.id, call.lots[lotCode], more.organisationId, `Hồ sơ ${more.code}`, revisionId]
	);
	await owner.query(
		`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by) VALUES ($1, $2, 1, $3, $4, app_now(), $2)`,
		[revisionId, id, bytes, identifiers.sha256(bytes)]
	);
	for (const { kind, name, taxCode } of more.participants ?? []) {
		await owner.query(
			`INSERT INTO application_participant (id, application_id, kind, name, tax_code) VALUES ($1, $2, $3, $4, $5)`,
			[identifiers.v7(), id, kind, name, taxCode ?? null]
		);
	}
	return { id, code: more.code };
}

export async function stateOf(
	world: World,
	applicationId: string
): Promise<{ state: string; version: number }> {
	const application = await world.app.db.read.applications.find(applicationId);
	if (application === undefined) throw new Error('no such application');
	return { state: application.state, version: application.version };
}

/** The code of a refusal, or `ok`; with causes, theirs. */
export function said(
	result:
		| { readonly ok: true }
		| { readonly ok: false; readonly refusal: { code: string; causes?: readonly { code: string }[] } }
): string | string[] {
	if (result.ok) return 'ok';
	return result.refusal.causes === undefined
		? result.refusal.code
		: result.refusal.causes.map(({ code }) => code);
}
