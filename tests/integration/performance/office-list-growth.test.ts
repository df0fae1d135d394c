import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OfficeFilter } from '../../../src/lib/server/app/intake/ports.ts';
import { PLANNING } from '../../../src/lib/server/db/client.ts';
import { officeListRepository } from '../../../src/lib/server/db/office-list.repo.ts';
import { insertCall, insertOrganisation, openWorld } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { blocksRead } from './read-blocks.ts';

/** A page of the office's list reads about as much of the database whether there are thousands of dossiers or ten times as many. */

const FEW = 4_000;
const MANY = 40_000;
const CALLS = 20;
/** Blocks of 8 KB: an index grows a level, what is looked for lies further apart, and letters of a code have longer lists. */
const SLACK = 260;

const QUESTION: OfficeFilter = {
	scope: { all: false, organisationIds: [], programmes: ['MAP'], callIds: [] },
	search: '',
	callCode: '',
	state: '',
	sort: 'code',
	descending: false,
	page: 1,
	size: 25
};
const LAST_CALL = `MAP-C-${String(CALLS)}`;
const QUESTIONS: Readonly<Record<string, Partial<OfficeFilter>>> = {
	'all of them': {},
	'newest first': { sort: 'submitted', descending: true },
	'by title': { sort: 'title' },
	'by organisation, from the end': { sort: 'organisation', descending: true },
	'by what is asked for': { sort: 'requested', descending: true },
	'a later page': { page: 40 },
	'in a state that only the last call has': { state: 'submitted' },
	'in that state, newest first': { state: 'submitted', sort: 'submitted', descending: true },
	'the last call': { callCode: LAST_CALL },
	'the last call, by time': { callCode: LAST_CALL, sort: 'submitted' },
	'the last call, by title': { callCode: LAST_CALL, sort: 'title' },
	'a word in every title': { search: 'do luong' },
	'two letters': { search: 'an' },
	'one code': { search: 'MAP-2026-0000123' },
	'a rare word in a state': { search: 'hiem', state: 'in_review' }
};

let world: World;
let client: pg.Client;
let callId: string;
const blocks = new Map<string, number[]>();

/** Dossiers number `from` to `to`, in the order of their calls: those of the last call wait for their check. */
async function grow(from: number, to: number, all: number): Promise<void> {
	const owner = await world.database.owner.connect();
	try {
		await owner.query(
			`INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, title, state, revision_id,
			   organisation_name, submitted_at, requested, own, created_at, updated_at)
			 SELECT md5('application ' || n)::uuid, 'MAP-2026-' || lpad(n::text, 7, '0'), md5('call ' || part)::uuid, md5('lot ' || part)::uuid,
			   o.id, md5('person')::uuid, 'Chương trình đảm bảo đo lường ' || md5(n::text) || CASE WHEN n % (${all} / 20) = 0 THEN ' hiếm' ELSE '' END,
			   CASE WHEN part = ${CALLS} THEN 'submitted' ELSE 'in_review' END, md5('revision ' || n)::uuid,
			   'Đơn vị ' || md5(n || 'o'), app_now() - make_interval(mins => ${all} - n), nullif(n % 7, 0) * 1000000, 0, app_now(), app_now()
			 FROM (SELECT n, 1 + (n - 1) * ${CALLS} / ${all} AS part FROM generate_series(${from}, ${to}) n) AS n, (SELECT id FROM organisation LIMIT 1) AS o`
		);
		await owner.query('VACUUM ANALYZE application');
	} finally {
		owner.release();
	}
}

function blocksOf(question: OfficeFilter): Promise<number> {
	return blocksRead(client, (rows) => officeListRepository(rows).list(question));
}

async function look(): Promise<void> {
	for (const [name, change] of Object.entries(QUESTIONS)) {
		const question = { ...QUESTION, ...change };
		await blocksOf(question);
		blocks.set(name, [...(blocks.get(name) ?? []), await blocksOf(question)]);
	}
}

beforeAll(async () => {
	world = await openWorld();
	await insertOrganisation(world, 'Công ty TNHH Cà phê Ia Hrung', '5900000001');
	callId = (await insertCall(world, 'map', 'MAP-C-0', ['MAP'])).id;
	const { owner } = world.database;
	await owner.query(
		`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, published_at, opened_at, created_at)
		 SELECT md5('call ' || n)::uuid, 'MAP-C-' || n, definition_id, programme, 'Đợt ' || n, opens_at, closes_at, 'opened', app_now(), app_now(), created_at
		 FROM call, generate_series(1, ${CALLS}) n WHERE id = '${callId}'`
	);
	await owner.query(
		`INSERT INTO lot (id, call_id, code, position, title_vi) SELECT md5('lot ' || n)::uuid, md5('call ' || n)::uuid, 'MAP', 1, 'Phần' FROM generate_series(1, ${CALLS}) n`
	);
	await owner.query(
		`INSERT INTO person (id, full_name, created_at) VALUES (md5('person')::uuid, 'Rơ Châm Hương', app_now())`
	);
	client = new pg.Client({ connectionString: world.database.appUrl, options: PLANNING });
	await client.connect();
	await grow(1, FEW, FEW);
	await look();
	await owner.query('DELETE FROM application');
	await owner.query('VACUUM FULL application');
	await grow(1, MANY, MANY);
	await look();
});

afterAll(async () => {
	await client.end();
	await world.close();
});

describe('a page of the office', () => {
	it.each(Object.keys(QUESTIONS))('reads no more of many than of few: %s', (name) => {
		const [few = Number.NaN, many = Number.NaN] = blocks.get(name) ?? [];
		expect(few).toBeGreaterThan(5);
		expect(many).toBeLessThan(few * 1.3 + SLACK);
	});
});
