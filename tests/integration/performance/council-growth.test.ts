import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PLANNING } from '../../../src/lib/server/db/client.ts';
import type { Rows } from '../../../src/lib/server/db/rows.ts';
import { memberRecord, seatRecord } from '../../../src/lib/server/db/seat-records.repo.ts';
import { sessionsRepository } from '../../../src/lib/server/db/sessions.repo.ts';
import { openCouncilWorld, seatWhole } from '../councils/council-world.ts';
import type { CouncilWorld } from '../councils/council-world.ts';
import { blocksRead } from './read-blocks.ts';

/** What a member of a council asks at every page and every mark reads its own lot, however many dossiers there are elsewhere. */

const FEW = 1_000;
const MANY = 20_000;
/** Blocks of 8 KB: an index grows a level. */
const SLACK = 40;

let world: CouncilWorld;
let client: pg.Client;
const read = new Map<string, number[]>();
let questions: Readonly<Record<string, (rows: Rows) => Promise<unknown>>>;

/** Beside the triggers: what past verbs have written, and what the world must not find when it looks over its work. */
async function besideTriggers(statements: readonly string[]): Promise<void> {
	const host = encodeURIComponent(inject('postgresSocket'));
	const superuser = new pg.Client({
		connectionString: `postgresql://postgres@localhost/${world.database.name}?host=${host}`
	});
	await superuser.connect();
	try {
		for (const statement of ['SET session_replication_role = replica', ...statements])
			await superuser.query(statement);
	} finally {
		await superuser.end();
	}
}

/** Dossiers number `from` to `to` of another lot, with four people each and a sheet of somebody else's council. */
async function grow(from: number, to: number): Promise<void> {
	const each = `generate_series(${from}, ${to}) n`;
	await besideTriggers([
		`INSERT INTO application SELECT (jsonb_populate_record(a, jsonb_build_object('id', md5('application ' || n)::uuid,
		   'code', 'TASK-2025-' || lpad(n::text, 6, '0'), 'lot_id', md5('lot')::uuid, 'revision_id', md5('revision ' || n)::uuid))).*
		 FROM application a, ${each} WHERE a.id = '${world.cases.hydro.id}'`,
		`INSERT INTO application_participant (id, application_id, kind, name, name_fold)
		 SELECT md5('participant ' || n || '/' || k)::uuid, md5('application ' || n)::uuid, 'member', 'Võ Thành Long', 'vo thanh long'
		 FROM ${each}, generate_series(1, 4) k`,
		`INSERT INTO score_sheet (id, member_id, application_id, state, updated_at, submitted_at, total, hash)
		 SELECT md5('sheet ' || n)::uuid, md5('member ' || n % 300)::uuid, md5('application ' || n)::uuid, 'submitted', app_now(), app_now(), 80, md5(n::text)
		 FROM ${each}`,
		'VACUUM ANALYZE application, application_participant, score_sheet'
	]);
}

async function look(): Promise<void> {
	for (const [name, ask] of Object.entries(questions)) {
		await blocksRead(client, ask);
		read.set(name, [...(read.get(name) ?? []), await blocksRead(client, ask)]);
	}
}

beforeAll(async () => {
	world = await openCouncilWorld();
	const councilId = await seatWhole(world);
	const lotId = world.call.lots['GL-DL-06'] ?? '';
	const { rows } = await world.database.owner.query<{ session: string; members: string[] }>(
		`SELECT s.id AS session, ARRAY(SELECT m.id::text FROM council_member m WHERE m.council_id = s.council_id) AS members
		 FROM review_session s WHERE s.lot_id = $1`,
		[lotId]
	);
	const { session = '', members = [] } = rows[0] ?? {};
	const seat = { councilId, personId: world.people.long.personId, name: 'Võ Thành Long' };
	const applicationId = world.cases.hydro.id;
	questions = {
		'whether a member is recused from a lot': (ask) => memberRecord(ask, { ...seat, lotId }),
		'whether a member is recused from anything of the council': (ask) => memberRecord(ask, seat),
		'whether a member marks a dossier': (ask) => seatRecord(ask, { ...seat, applicationId, hold: false }),
		'how many sheets of a lot members have submitted': (ask) =>
			sessionsRepository({} as never, ask).submittedBy(session, members)
	};
	client = new pg.Client({ connectionString: world.database.appUrl, options: PLANNING });
	await client.connect();
	await grow(1, FEW);
	await look();
	await grow(FEW + 1, MANY);
	await look();
});

afterAll(async () => {
	await client.end();
	await besideTriggers([
		`DELETE FROM score_sheet WHERE member_id NOT IN (SELECT id FROM council_member)`,
		`DELETE FROM application WHERE lot_id = md5('lot')::uuid`
	]);
	await world.close();
});

describe('a member of a council asks', () => {
	it.each([
		'whether a member is recused from a lot',
		'whether a member is recused from anything of the council',
		'whether a member marks a dossier',
		'how many sheets of a lot members have submitted'
	])('and as little is read beside many dossiers as beside few: %s', (name) => {
		const [few = Number.NaN, many = Number.NaN] = read.get(name) ?? [];
		expect(few).toBeGreaterThan(0);
		expect(many).toBeLessThan(few * 1.3 + SLACK);
	});
});
