import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseDetail } from '../../../src/lib/server/app/audit/erase-detail.ts';
import { exportTrail } from '../../../src/lib/server/app/audit/export-trail.ts';
import type { AuditDetail, AuditLine } from '../../../src/lib/server/app/audit/ports.ts';
import { readEntry } from '../../../src/lib/server/app/audit/read-entry.ts';
import { readTrail } from '../../../src/lib/server/app/audit/read-trail.ts';
import { recordRefusedRead } from '../../../src/lib/server/app/audit/record-refused-read.ts';
import type { TrailQuestion } from '../../../src/lib/server/app/audit/search-trail.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { openCheckpointFolder } from '../../../src/lib/server/audit/checkpoint-folder.ts';
import { trailCount, trailPage } from '../../../src/lib/server/db/audit-search.ts';
import { trailCsv } from '../../../src/lib/server/http/trail-csv.ts';
import { sealRound } from '../../../src/lib/server/outbox/seal-round.ts';
import { sealAll } from '../../support/seal.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	openWorld,
	said
} from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { checkpointPem } from './evidence-world.ts';

let world: World;
let auditor: Context;
let administrator: Context;
let officer: Context;
let open: string;
let sealed: string;
let actor: string;
const folders: string[] = [];

const must = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
};

async function write(line: Partial<AuditLine>, detail: AuditDetail = {}): Promise<void> {
	await world.app.db.transaction((tx) =>
		tx.audit.append(
			{
				actorId: actor,
				grantUsed: 'measurement_officer/all',
				onBehalfOf: '',
				action: 'check_validity',
				outcome: 'done',
				refusal: '',
				objectType: 'application',
				objectId: open,
				requestId: 'r',
				...line
			},
			detail
		)
	);
}

async function found(question: TrailQuestion): Promise<string[]> {
	const { rows } = must(await readTrail(auditor, { ...question, page: 1, verify: false }));
	return rows.map(({ action }) => action);
}

const idOf = async (action: string): Promise<string> => {
	const { rows } = await world.database.owner.query<{ id: string }>(
		'SELECT id FROM audit_entry WHERE action = $1 ORDER BY at DESC LIMIT 1',
		[action]
	);
	return rows[0]?.id ?? '';
};

beforeAll(async () => {
	world = await openWorld();
	const as = async (name: string, role: string) =>
		contextOf(world, await insertPerson(world, name, { grants: [{ role }] }));
	auditor = await as('Siu Thảo', 'auditor');
	administrator = await as('Ksor Nam', 'administrator');
	officer = await as('Rơ Châm H’Lan', 'measurement_officer');
	actor = officer.actor.kind === 'person' ? officer.actor.personId : '';
	const organisationId = await insertOrganisation(world, 'Hợp tác xã Ia Mơ Nông', '5900000001');
	const call = await insertCall(world, 'map', 'MAP-2026-A', ['MAP']);
	open = (await insertSubmission(world, call, 'MAP', { code: 'MAP-2026-0012', organisationId })).id;
	await world.database.owner.query(`UPDATE call SET state = 'opened' WHERE id = $1`, [call.id]);
	const other = await insertCall(world, 'task', 'TASK-2026-B', ['GL-1']);
	sealed = (await insertSubmission(world, other, 'GL-1', { code: 'TASK-2026-0001', organisationId })).id;
	await write(
		{ action: 'save_appraisal', objectType: 'application' },
		{ before: { total: '48000000' }, after: { total: '47999999' } }
	);
	await write({ action: 'close_selection', objectType: 'call', objectId: call.id });
	await write({ action: 'edit_call', objectType: 'call', objectId: call.id });
	await write({ action: 'submit_application', objectId: sealed }, { after: { code: 'TASK-2026-0001' } });
	await write({ action: 'save_marks' }, { after: { sheetId: 'x', version: 3 } });
	await write(
		{ action: 'commit', outcome: 'refused', refusal: 'fund_short' },
		{ figures: { params: { short: '12000000' } } }
	);
});
afterAll(async () => {
	await world.close();
	for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('a search of the trail', () => {
	it('answers what happened to a dossier by its code: its own acts and those that decide about it', async () => {
		expect(await found({ code: 'MAP-2026-0012' })).toEqual([
			'commit',
			'save_marks',
			'close_selection',
			'save_appraisal'
		]);
		expect(await found({ code: 'MAP-2026-A' })).toContain('edit_call');
		expect(await found({ code: 'MAP-2026-9999' })).toEqual([]);
	});

	it('answers what a person did, by a part of the name without its marks, by address and by id', async () => {
		for (const person of ['h’lan', 'ro cham', actor]) expect(await found({ person })).toContain('edit_call');
		expect(await found({ person: 'không ai cả' })).toEqual([]);
		expect(await found({ person: 'H_LAN%' })).toEqual([]);
	});

	it('is narrowed by act, outcome and days', async () => {
		expect(await found({ action: 'edit_call' })).toEqual(['edit_call']);
		expect(await found({ outcome: 'refused', person: actor })).toEqual(['commit']);
		const today = (await world.app.db.read.clock.now()).toISOString().slice(0, 10);
		expect(await found({ person: actor, from: '2020-01-01', until: '2020-12-31' })).toEqual([]);
		expect((await found({ person: actor, from: '2020-01-01' })).length).toBeGreaterThan(4);
		expect((await found({ person: actor, until: today })).length + 1).toBeGreaterThan(0);
	});

	it('does not find a sealed dossier by code or person, and tells nothing of it in the whole list', async () => {
		expect(await found({ code: 'TASK-2026-0001' })).toEqual([]);
		expect(await found({ person: actor })).not.toContain('submit_application');
		const { rows } = must(await readTrail(auditor, { action: 'submit_application', page: 1, verify: false }));
		expect(rows).toMatchObject([{ sealed: true, objectId: '', actorId: '', digest: '', actorName: '' }]);
		const page = must(await readEntry(auditor, await idOf('submit_application')));
		expect(page).toMatchObject({ detail: { state: 'none' }, mayErase: false });
		expect(
			JSON.stringify(page, (_key, value: unknown) => (typeof value === 'bigint' ? '' : value))
		).not.toContain('TASK-2026-0001');
	});

	it('names who signed in, and is for the auditor and the administrator alone', async () => {
		const someone = await insertPerson(world, 'Nay Hoa');
		await write({ actorId: '', action: 'sign_in', objectType: 'account', objectId: someone.accountId });
		const { rows } = must(await readTrail(auditor, { action: 'sign_in', page: 1, verify: false }));
		expect(rows.map(({ actorName }) => actorName)).toEqual(['Nay Hoa']);
		expect(said(await readTrail(officer, { page: 1, verify: false }))).toBe('not_found');
		expect(said(await readEntry(officer, await idOf('edit_call')))).toBe('not_found');
		expect(said(await readEntry(auditor, '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f'))).toBe('not_found');
	});
});

describe('one entry', () => {
	it('is shown with its values before and after, and the figures of its refusal', async () => {
		const saved = must(await readEntry(auditor, await idOf('save_appraisal')));
		expect(saved.detail).toMatchObject({
			state: 'shown',
			before: { total: '48000000' },
			after: { total: '47999999' }
		});
		const refused = must(await readEntry(administrator, await idOf('commit')));
		expect(refused.entry.figures).toEqual({ params: { short: '12000000' } });
	});

	it('shows values of ballots to the inspector alone, and not before the session has closed', async () => {
		const id = await idOf('save_marks');
		expect(must(await readEntry(administrator, id)).detail).toEqual({ state: 'withheld' });
		expect(must(await readEntry(auditor, id)).detail).toEqual({ state: 'not_yet' });
	});

	it('loses its values by an act of the administrator that is an entry itself', async () => {
		const id = await idOf('save_appraisal');
		expect(said(await eraseDetail(auditor, { entryId: id, reason: 'Yêu cầu 12' }))).toBe('not_found');
		expect(said(await eraseDetail(administrator, { entryId: id, reason: ' ' }))).toBe('reason_missing');
		expect(said(await eraseDetail(administrator, { entryId: id, reason: 'x'.repeat(2001) }))).toBe(
			'text_too_long'
		);
		// What is sealed for everybody is not erased by anybody.
		const hidden = await idOf('submit_application');
		expect(said(await eraseDetail(administrator, { entryId: hidden, reason: 'Yêu cầu 12' }))).toBe(
			'not_found'
		);
		expect(said(await eraseDetail(administrator, { entryId: id, reason: 'Yêu cầu 12' }))).toBe('ok');
		expect(said(await eraseDetail(administrator, { entryId: id, reason: 'Yêu cầu 12' }))).toBe(
			'already_done'
		);
		expect(must(await readEntry(auditor, id)).detail).toEqual({ state: 'erased' });
		const { rows } = await world.database.owner.query<{ id: string; after: unknown }>(
			`SELECT e.id, d.content -> 'after' AS after FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.action = 'erase_audit_detail' AND e.outcome = 'done'`
		);
		expect(rows).toMatchObject([{ after: { reason: 'Yêu cầu 12', action: 'save_appraisal' } }]);
		expect(said(await eraseDetail(administrator, { entryId: rows[0]?.id ?? '', reason: 'x' }))).toBe(
			'erasure_kept'
		);
		await sealAll(world.app.db, world.database.owner);
		expect((await world.app.db.read.audit.verify(30)).findings).toEqual([]);
	});
});

describe('an export', () => {
	it('carries a proof for each entry, and is an entry itself', async () => {
		const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-export-'));
		folders.push(folder);
		const book = await openCheckpointFolder(folder, checkpointPem());
		const app = { ...world.app, checkpoints: book };
		await sealAll(world.app.db, world.database.owner);
		await sealRound().run(app);
		const entries = must(await exportTrail({ ...auditor, app }, { code: 'MAP-2026-0012' }));
		expect(entries).toHaveLength(4);
		for (const { position, sealHash = '', proof } of entries) {
			if (proof === undefined || position === undefined) throw new Error('no proof');
			// RFC 9162, 2.1.3.2, as whoever gets the file would check it.
			const hash = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
			let [at, last] = [position - 1n, proof.checkpoint.size - 1n];
			let node = hash(Uint8Array.of(0), Buffer.from(sealHash, 'hex'));
			for (const step of proof.path) {
				const sibling = Buffer.from(step, 'hex');
				if (at % 2n === 1n || at === last) {
					node = hash(Uint8Array.of(1), sibling, node);
					while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
				} else node = hash(Uint8Array.of(1), node, sibling);
				[at, last] = [at / 2n, last / 2n];
			}
			expect(node.toString('hex')).toBe(proof.checkpoint.root);
		}
		const csv = trailCsv(entries);
		expect(csv.split('\r\n')[0]).toMatch(
			/^\uFEFFentry,time_utc,.*checkpoint_root,checkpoint_time,merkle_path$/
		);
		expect(csv).toContain('MAP-2026-0012');
		expect(csv).not.toMatch(/,[=+@]/);
		const exported = must(await readEntry(auditor, await idOf('export_audit')));
		expect(exported).toMatchObject({
			entry: { outcome: 'done', grantUsed: 'auditor/all' },
			detail: { after: { code: 'MAP-2026-0012', count: 4 } }
		});
	});

	it('is refused to everybody else, and tells nothing of a sealed dossier', async () => {
		expect(said(await exportTrail(officer, {}))).toBe('not_found');
		const csv = trailCsv(must(await exportTrail(auditor, { action: 'submit_application' })));
		expect(csv).not.toContain('TASK-2026-0001');
		expect(csv).not.toContain(sealed);
		expect(csv).not.toContain(actor);
	});
});

describe('a refused read', () => {
	it('leaves one entry an hour for a person and an object', async () => {
		const ask = (id: string) => recordRefusedRead(officer, { type: 'application', id, refusal: 'not_found' });
		for (const id of [sealed, sealed, open]) await ask(id);
		await ask('không phải mã <script>');
		const { rows } = await world.database.owner.query(
			`SELECT object_id, refusal FROM audit_entry WHERE action = 'refuse_read' ORDER BY at, id`
		);
		expect(rows).toEqual([
			{ object_id: sealed, refusal: 'not_found' },
			{ object_id: open, refusal: 'not_found' },
			{ object_id: '', refusal: 'not_found' }
		]);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 3601');
		await ask(open);
		const { rows: again } = await world.database.owner.query(
			`SELECT count(*)::int AS count FROM audit_entry WHERE action = 'refuse_read' AND object_id = $1`,
			[open]
		);
		expect(again).toEqual([{ count: 2 }]);
	});
});

describe('a hundred thousand entries', () => {
	it('are searched along an index, whatever is asked, and too many are not exported', async () => {
		const client = await world.database.owner.connect();
		try {
			await client.query(`
				ALTER TABLE audit_entry DISABLE TRIGGER USER;
				INSERT INTO audit_entry (id, at, actor_id, action, outcome, object_type, object_id, digest, xid)
				SELECT gen_random_uuid(), app_now() - n * interval '1 minute', md5((n % 300)::text)::uuid::text, 'act_' || n % 80,
				  CASE WHEN n % 50 = 0 THEN 'refused' ELSE 'done' END, 'person', md5((n % 5000)::text)::uuid::text, 'x', 0
				FROM generate_series(1, 100000) n;
				ALTER TABLE audit_entry ENABLE TRIGGER USER; ANALYZE audit_entry`);
			const page = { page: 1, size: 50 };
			const ids = { personIds: ['a'], accountIds: ['b'] };
			const day = new Date('2026-11-01');
			for (const filter of [
				page,
				{ ...page, action: 'act_1' },
				{ ...page, outcome: 'refused' as const },
				{ ...page, objectId: 'x' },
				{ ...page, people: ids },
				{ ...page, about: { own: ['a'], around: ['b'] } },
				{ ...page, from: day, until: day }
			]) {
				const { rows } = await client.query<Record<string, string>>(
					`EXPLAIN (GENERIC_PLAN) ${trailPage(filter).text}`
				);
				const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
				expect(plan).toMatch(/audit_entry_(object_id_|actor_id_|action_|outcome_)?at_idx/);
				expect(plan, JSON.stringify(filter)).not.toMatch(/Seq Scan on audit_entry/);
			}
			const { rows } = await client.query<Record<string, string>>(
				`EXPLAIN (GENERIC_PLAN) ${trailCount({ ...page, people: ids }).text}`
			);
			expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(/Seq Scan on audit_entry/);
		} finally {
			client.release();
		}
		expect(await world.app.db.read.audit.actions()).toHaveLength(90);
		expect(said(await exportTrail(auditor, {}))).toBe('audit_export_too_large');
	}, 120_000);
});
