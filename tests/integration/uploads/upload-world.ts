import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { App } from '../../../src/lib/server/app/ports.ts';
import { attachDocument } from '../../../src/lib/server/app/uploads/attach-document.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { buildApp } from '../../../src/lib/server/container.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { freshDatabase } from '../../support/database.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson } from '../intake/world.ts';
import type { TestCall, TestPerson, World } from '../intake/world.ts';

export interface UploadWorld extends World {
	readonly call: TestCall;
	readonly organisationId: string;
	readonly applicationId: string;
	readonly editor: TestPerson;
	/** Of another organisation. */
	readonly stranger: TestPerson;
	readonly officer: TestPerson;
	/** The portal anew on the same database and store, as after a restart. */
	restart(): Promise<App>;
}

/** MAP-2026-02, open, with a draft of one organisation. */
export async function openUploadWorld(
	environment: Readonly<Record<string, string>> = {}
): Promise<UploadWorld> {
	const database = await freshDatabase();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-uploads-'));
	const apps: App[] = [];
	const start = async (): Promise<App> => {
		const app = await buildApp(
			{
				DATABASE_URL: database.appUrl,
				CHUAN_OBJECTS: folder,
				ORIGIN: 'http://chuan.test',
				CHUAN_EMBEDDED: '1',
				...environment
			},
			'uploads-test'
		);
		apps.push(app);
		return app;
	};
	const app = await start();
	const world: World = {
		database,
		app,
		async close() {
			await Promise.all(apps.map(({ db }) => db.close()));
			await database.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
	const call = await insertCall(world, 'map', 'MAP-2026-02', ['MAP']);
	const organisationId = await insertOrganisation(
		world,
		'Công ty TNHH Cà phê Cao nguyên Ia Hrung',
		'5999900016'
	);
	const other = await insertOrganisation(world, 'Công ty CP Mía đường Ayun Thượng', '5999902750');
	const editorOf = (scopeId: string) => ({
		grants: [{ role: 'editor', scopeType: 'organisation', scopeId }]
	});
	const programme = { scopeType: 'programme', scopeId: 'MAP' };
	return {
		...world,
		call,
		organisationId,
		applicationId: await insertDraft(world, call, organisationId),
		editor: await insertPerson(world, 'Nguyễn Thị Thanh Tâm', editorOf(organisationId)),
		stranger: await insertPerson(world, 'Siu Thảo', editorOf(other)),
		officer: await insertPerson(world, 'Trần Quốc Bình', {
			grants: [{ role: 'measurement_officer', ...programme }]
		}),
		restart: start
	};
}

export async function insertDraft(world: World, call: TestCall, organisationId: string): Promise<string> {
	const id = identifiers.v7();
	const [lotId] = Object.values(call.lots);
	await world.database.owner.query(
		`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
		 VALUES ($1, $2, $3, $4, $1, 'Hồ sơ thử', 'draft', app_now(), app_now())`,
		[id, call.id, lotId, organisationId]
	);
	return id;
}

export interface Attached {
	readonly itemKey: string;
	readonly fileName: string;
	readonly bytes: Uint8Array;
	readonly replaces?: string;
}

export async function attach(world: UploadWorld, file: Partial<Attached> & { readonly bytes: Uint8Array }) {
	const ctx = await contextOf(world, world.editor);
	const defaults = { applicationId: world.applicationId, itemKey: 'request', fileName: 'don-de-nghi.pdf' };
	return attachDocument(ctx, { ...defaults, ...file });
}

/** Attached, or the test cannot go on; gives the id of the document. */
export async function attached(
	world: UploadWorld,
	file: Partial<Attached> & { readonly bytes: Uint8Array }
): Promise<string> {
	const result = await attach(world, file);
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value.documentId;
}

/** The applicant's own context on another instance of the portal. */
export async function contextOn(app: App, person: TestPerson): Promise<Context> {
	const actor = await app.db.read.identity.loadPerson(person.accountId);
	if (actor === undefined) throw new Error('no such account');
	return { app, actor, requestId: identifiers.v4(), locale: 'vi', proof: { means: 'password' } };
}

/** Submits the draft as the use case would leave it: with the given documents in its revision. */
export async function submitWith(world: UploadWorld, documentIds: readonly string[]): Promise<void> {
	const { owner } = world.database;
	const revisionId = identifiers.v7();
	const plain = { id: '', key: 'MAP', version: 1, hash: '', code: '', title: '', revision: 1, closesAt: '' };
	const snapshot = {
		format: 'chuan.revision/1',
		definition: plain,
		variant: 'standard',
		call: plain,
		lot: plain,
		application: plain,
		organisation: {},
		answers: {},
		computed: {},
		budget: null,
		files: documentIds.map((id) => ({
			item: 'request',
			id,
			name: 'x.pdf',
			mediaType: 'application/pdf',
			size: '1',
			sha256: ''
		})),
		submittedAt: '',
		declaration: { personId: '', name: '', sentences: [] }
	};
	await owner.query(
		`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by)
		 VALUES ($1, $2, 1, $3, '', app_now(), $2)`,
		[revisionId, world.applicationId, Buffer.from(JSON.stringify(snapshot))]
	);
	await owner.query(
		`UPDATE application SET state = 'submitted', code = 'MAP-2026-0001', revision_id = $2, submitted_at = app_now(), version = version + 1
		 WHERE id = $1`,
		[world.applicationId, revisionId]
	);
}

/** Every object in the store, by key. */
export async function storedKeys(app: App): Promise<string[]> {
	const listing = await app.store.list('');
	if (!listing.ok) throw new Error(listing.refusal.code);
	return listing.value.objects.map(({ key }) => key);
}
