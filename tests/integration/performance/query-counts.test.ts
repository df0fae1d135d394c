import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOwnApplications } from '../../../src/lib/server/app/applications/list-applications.ts';
import { listAppraisals } from '../../../src/lib/server/app/budgets/list-appraisals.ts';
import { listPublicCalls } from '../../../src/lib/server/app/calls/public-calls.ts';
import { listPeople } from '../../../src/lib/server/app/identity/read-people.ts';
import { listApplications } from '../../../src/lib/server/app/intake/list-applications.ts';
import { listPublishedResults } from '../../../src/lib/server/app/records/published-results.ts';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson, openWorld } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { countStatements } from './sent-statements.ts';

/** A list asks the database equally often whether it finds few rows or many: nothing is asked row by row. */

const FEW = 5;
const MANY = 50;

interface List {
	readonly name: string;
	/** How many rows of the page a longer list fills. */
	readonly most: number;
	readonly ask: () => Promise<Result<{ readonly rows: readonly unknown[]; readonly total: number }>>;
}

let world: World;
let lists: readonly List[];
/** Counts of statements and rows, with few rows and with many. */
const seen: Record<string, { queries: number; rows: number; total: number }[]> = {};

const sent = countStatements();

/** Rows number `from` to `to` of everything that is listed. */
async function grow(callId: string, organisationId: string, from: number, to: number): Promise<void> {
	const { owner } = world.database;
	const id = (name: string): string => `md5('${name} ' || n)::uuid`;
	const each = `generate_series(${from}, ${to}) n`;
	const statements = [
		`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, published_at, created_at)
		 SELECT ${id('call')}, 'MAP-C-' || n, definition_id, programme, 'Đợt ' || n, opens_at, closes_at, 'published', published_at, created_at FROM call, ${each} WHERE id = '${callId}'`,
		`INSERT INTO lot (id, call_id, code, position, title_vi) SELECT ${id('lot')}, ${id('call')}, 'MAP', 1, 'Phần ' || n FROM ${each}`,
		`INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, title, state, revision_id, submitted_at, requested, own, created_at, updated_at)
		 SELECT ${id('application')}, 'MAP-2026-' || n, '${callId}', l.id, '${organisationId}', ${id('person')}, 'Hồ sơ cà phê ' || n, 'in_appraisal', ${id('revision')}, app_now(), 180000000, 120000000, app_now(), app_now()
		 FROM lot l, ${each} WHERE l.call_id = '${callId}'`,
		`INSERT INTO person (id, full_name, created_at) SELECT ${id('person')}, 'Rơ Châm ' || n, app_now() FROM ${each}`,
		`INSERT INTO account (id, person_id, email, password_hash, created_at) SELECT ${id('account')}, ${id('person')}, n || '@many.test', 'x', app_now() FROM ${each}`,
		`INSERT INTO role_grant (id, person_id, role, scope_type, valid_from) SELECT ${id('grant')}, ${id('person')}, 'auditor', 'all', app_now() FROM ${each}`,
		`INSERT INTO budget (id, application_id) SELECT ${id('budget')}, ${id('application')} FROM ${each}`,
		`INSERT INTO budget_version (id, budget_id, number, stage, created_at) SELECT md5(stage || n)::uuid, ${id('budget')}, number, stage, app_now()
		 FROM (VALUES (1, 'requested'), (2, 'appraised')) AS v(number, stage), ${each}`,
		`INSERT INTO appraisal (id, application_id, state, requested_version_id, appraised_version_id, chain_id, created_at, updated_at)
		 SELECT ${id('appraisal')}, ${id('application')}, 'preparing', md5('requested' || n)::uuid, md5('appraised' || n)::uuid,
		   (SELECT id FROM approval_chain WHERE key = 'map'), app_now(), app_now() FROM ${each}`,
		`INSERT INTO official_record (id, kind, number, number_text, year, call_id, bytes, hash, issued_at, issued_by, published)
		 SELECT ${id('record')}, 'decision', n, n || '/QĐ-SKHCN', 2026, '${callId}',
		   convert_to(jsonb_build_object('items', jsonb_build_array(jsonb_build_object('code', 'MAP-2026-' || n, 'title', 'Hồ sơ', 'organisation', 'Đơn vị', 'approved', '1000')))::text, 'UTF8'),
		   'x', app_now(), ${id('person')}, true FROM ${each}`
	];
	for (const statement of statements) await owner.query(statement);
}

async function look(): Promise<void> {
	for (const { name, ask } of lists) {
		sent.take();
		const answer = await ask();
		const queries = sent.take();
		if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code}`);
		(seen[name] ??= []).push({ queries, rows: answer.value.rows.length, total: answer.value.total });
	}
}

beforeAll(async () => {
	world = await openWorld();
	const organisationId = await insertOrganisation(world, 'Công ty TNHH Cà phê Ia Hrung', '5999900016');
	const call = await insertCall(world, 'map', 'MAP-2026-01', ['MAP']);
	await world.database.owner.query(`UPDATE call SET state = 'opened' WHERE id = $1`, [call.id]);
	const as = async (role: string, scope: { scopeType?: string; scopeId?: string } = {}): Promise<Context> =>
		contextOf(world, await insertPerson(world, 'Nguyễn Thị Thanh Tâm', { grants: [{ role, ...scope }] }));
	const applicant = await as('representative', { scopeType: 'organisation', scopeId: organisationId });
	const officer = await as('measurement_officer');
	const finance = await as('finance_officer');
	const administrator = await as('administrator');
	const visitor: Context = { ...officer, actor: { kind: 'visitor' } };
	const page = { search: '', page: 1 };
	const office = { ...page, callCode: '', state: '', sort: 'code', descending: false };
	lists = [
		{
			name: 'public calls',
			most: MANY,
			ask: () => listPublicCalls(visitor, { ...page, standing: 'open', size: MANY })
		},
		{
			name: 'results',
			most: MANY,
			ask: () => listPublishedResults(visitor, { ...page, year: undefined, size: MANY })
		},
		{
			name: 'own applications',
			most: MANY,
			ask: () => listOwnApplications(applicant, { ...page, sort: 'updated', size: MANY })
		},
		{ name: 'office applications', most: 25, ask: () => listApplications(officer, office) },
		{ name: 'appraisals', most: 25, ask: () => listAppraisals(finance, { ...page, onlyMine: false }) },
		{
			name: 'people',
			most: 25,
			ask: () => listPeople(administrator, { search: 'ro cham', sort: 'name', page: 1 })
		}
	];
	await grow(call.id, organisationId, 1, FEW);
	await look();
	await grow(call.id, organisationId, FEW + 1, MANY);
	await look();
});

afterAll(async () => {
	await world.close();
});

describe('the number of queries', () => {
	it.each(['public calls', 'results', 'own applications', 'office applications', 'appraisals', 'people'])(
		'of the list of %s does not grow with its rows',
		(name) => {
			const [few, many] = seen[name] ?? [];
			const most = lists.find((list) => list.name === name)?.most;
			expect([few?.rows, few?.total]).toEqual([FEW, FEW]);
			expect([many?.rows, many?.total]).toEqual([most, MANY]);
			expect(few?.queries).toBeGreaterThan(0);
			expect(many?.queries).toBe(few?.queries);
		}
	);
});
