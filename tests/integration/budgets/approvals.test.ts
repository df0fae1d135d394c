import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveBackAppraisal } from '../../../src/lib/server/app/budgets/give-back-appraisal.ts';
import { listAppraisals } from '../../support/tasks.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { saveAppraisal } from '../../../src/lib/server/app/budgets/save-appraisal.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import {
	appraisedCase,
	decidedCase,
	decisionsOf,
	hashOf,
	linesOf,
	must,
	openBudgetWorld,
	refusalOf
} from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld(900_000_000_000n);
});
afterAll(() => world.close());

async function prepared() {
	const made = await decidedCase(world, CODE);
	const input = { appraisalId: made.appraisalId, seenHash: await hashOf(world, made.appraisalId) };
	must(await prepareAppraisal(world.as.officer, input));
	return { ...made, input };
}

async function versionIdOf(appraisalId: string): Promise<string> {
	const row = await world.app.db.read.budgets.findAppraisal(appraisalId);
	return row?.appraisedVersionId ?? '';
}

async function steps(appraisalId: string) {
	const taken = await world.app.db.read.budgets.steps(await versionIdOf(appraisalId));
	return taken.map(({ kind, revokedAt }) => `${kind}${revokedAt === null ? '' : ' revoked'}`);
}

/** What the portal's own database role is told when it writes a signature past the use cases. */
async function signInSql(appraisalId: string, personId: string, step: number, kind: string, hash: string) {
	const versionId = await versionIdOf(appraisalId);
	return world.database.app
		.query(
			`INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at) VALUES ($1, $2, $3, $4, $5, $6, app_now())`,
			[identifiers.v7(), versionId, step, kind, personId, hash]
		)
		.then(
			() => 'written',
			(error: unknown) => (error instanceof Error ? error.message : 'unknown')
		);
}

describe('three people, one figure', () => {
	it('tells who signs next, once, by a letter with the figure', async () => {
		const { appraisalId, input } = await prepared();
		const versionId = await versionIdOf(appraisalId);
		const told = async (kind: string): Promise<readonly { recipient: string; body: string }[]> => {
			const { rows } = await world.database.owner.query<{ recipient: string; body: string }>(
				`SELECT recipient, body FROM mail_message WHERE idempotency_key LIKE $1`,
				[`approval-waiting:${versionId}:${kind}:${input.seenHash}:%`]
			);
			return rows;
		};
		const version = await world.app.db.read.budgets.findAppraisal(appraisalId);
		const { rows: figures } = await world.database.owner.query<{ total: string }>(
			`SELECT state_total::text AS total FROM budget_version WHERE id = $1`,
			[version?.appraisedVersionId]
		);
		const shown = formatDong(BigInt(figures[0]?.total ?? '0'), 'vi');
		const verifying = await told('verified');
		expect(verifying.map(({ recipient }) => recipient)).toContain(world.people.head.email);
		expect(verifying.every(({ body }) => body.includes(shown) && body.includes(appraisalId))).toBe(true);
		expect(await told('approved')).toEqual([]);
		must(await verifyAppraisal(world.as.head, input));
		expect((await told('approved')).map(({ recipient }) => recipient)).toContain(world.people.director.email);
		// A second press of the same button writes nothing a second time.
		await verifyAppraisal(world.as.head, input);
		expect((await told('verified')).length).toBe(verifying.length);
	});

	it('leaves for each signature an entry with the state before, and the hash and amount that were signed', async () => {
		const { appraisalId, input } = await prepared();
		must(await verifyAppraisal(world.as.head, input));
		must(await approveAppraisal(world.as.director, input));
		const { rows } = await world.database.owner.query<Record<string, unknown>>(
			`SELECT e.action, e.actor_id AS actor, d.content -> 'after' ->> 'kind' AS kind, (d.content -> 'after' ->> 'step')::int AS step, d.content -> 'before' ->> 'state' AS before, d.content -> 'after' ->> 'state' AS after,
			   d.content -> 'after' ->> 'hash' AS hash, d.content -> 'after' ->> 'amount' AS amount
			 FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.object_id = $1 AND e.outcome = 'done' AND e.action = 'sign_appraisal' ORDER BY e.at`,
			[appraisalId]
		);
		const { rows: figures } = await world.database.owner.query<{ total: string }>(
			`SELECT state_total::text AS total FROM budget_version WHERE id = $1`,
			[await versionIdOf(appraisalId)]
		);
		const signed = { hash: input.seenHash, amount: figures[0]?.total };
		const { officer, head, director } = world.people;
		const entry = { action: 'sign_appraisal', ...signed };
		expect(rows).toEqual([
			{
				...entry,
				step: 0,
				kind: 'prepared',
				actor: officer.personId,
				before: 'preparing',
				after: 'prepared'
			},
			{ ...entry, step: 1, kind: 'verified', actor: head.personId, before: 'prepared', after: 'verified' },
			{ ...entry, step: 2, kind: 'approved', actor: director.personId, before: 'verified', after: 'approved' }
		]);
	});

	it('refuses who takes a second step through a second role, in the verb and in SQL', async () => {
		const double = await insertPerson(world, 'Hai vai', {
			grants: [{ role: 'finance_officer' }, { role: 'finance_head' }, { role: 'director' }]
		});
		const ctx = await contextOf(world, double);
		const { appraisalId } = await decidedCase(world, CODE);
		const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
		must(await prepareAppraisal(ctx, input));
		expect(refusalOf(await verifyAppraisal(ctx, input))).toBe('approval_same_person');
		expect(await signInSql(appraisalId, double.personId, 1, 'verified', input.seenHash)).toContain(
			'one person takes one step'
		);
		must(await verifyAppraisal(world.as.head, input));
		expect(refusalOf(await approveAppraisal(ctx, input))).toBe('approval_same_person');
		expect(await signInSql(appraisalId, double.personId, 2, 'approved', input.seenHash)).toContain(
			'one person takes one step'
		);
	});

	it('refuses who changed the figures as their checker, in the verb and in SQL', async () => {
		const double = await insertPerson(world, 'Sửa rồi kiểm tra', {
			grants: [{ role: 'finance_officer' }, { role: 'finance_head' }]
		});
		const ctx = await contextOf(world, double);
		const { appraisalId } = await appraisedCase(world, linesOf(CODE));
		const { appraisal } = must(await readAppraisal(ctx, appraisalId));
		must(await saveAppraisal(ctx, { appraisalId, version: appraisal.version, lines: decisionsOf(CODE) }));
		const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
		must(await prepareAppraisal(world.as.officer, input));
		expect(refusalOf(await verifyAppraisal(ctx, input))).toBe('approval_same_person');
		expect(await signInSql(appraisalId, double.personId, 1, 'verified', input.seenHash)).toContain(
			'one person takes one step'
		);
	});

	it('refuses stale and forged figures, in the verb and in SQL', async () => {
		const { appraisalId, input } = await prepared();
		const forged = { appraisalId, seenHash: 'f'.repeat(64) };
		expect(refusalOf(await verifyAppraisal(world.as.head, forged))).toBe('approval_stale_figures');
		expect(
			await signInSql(appraisalId, world.people.head.personId, 1, 'verified', forged.seenHash)
		).toContain('stale figures');
		must(await verifyAppraisal(world.as.head, input));
		expect(refusalOf(await approveAppraisal(world.as.director, forged))).toBe('approval_stale_figures');
	});

	it('keeps the order of the steps, in the verb and in SQL', async () => {
		const { appraisalId } = await decidedCase(world, CODE);
		const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
		expect(refusalOf(await approveAppraisal(world.as.director, input))).toBe('approval_wrong_order');
		expect(
			await signInSql(appraisalId, world.people.director.personId, 2, 'approved', input.seenHash)
		).toContain('out of order');
		expect(refusalOf(await verifyAppraisal(world.as.officer, input))).toBe('not_found');
	});

	it('lets every signature lapse when one đồng changes', async () => {
		const { appraisalId, input } = await prepared();
		must(await verifyAppraisal(world.as.head, input));
		const { appraisal, figures } = must(await readAppraisal(world.as.officer, appraisalId));
		const line = figures.rows.find(({ appraised }) => appraised?.unitPrice === 10_000_000n);
		const key = line?.key ?? '';
		const lines = decisionsOf(CODE).map((decision) =>
			decision.key === key && decision.removed !== true ? { ...decision, unitPrice: 9_999_999n } : decision
		);
		const saved = must(
			await saveAppraisal(world.as.officer, { appraisalId, version: appraisal.version, lines })
		);
		expect(saved.hash).not.toBe(input.seenHash);
		expect(await steps(appraisalId)).toEqual(['prepared revoked', 'verified revoked']);
		expect(must(await readAppraisal(world.as.director, appraisalId))).toMatchObject({
			appraisal: { state: 'preparing' },
			lapsed: true,
			act: null
		});
		expect(refusalOf(await approveAppraisal(world.as.director, input))).toBe('approval_stale_figures');
	});

	it('leaves the signatures when a save changes nothing', async () => {
		const { appraisalId, input } = await prepared();
		const { appraisal } = must(await readAppraisal(world.as.officer, appraisalId));
		const saved = must(
			await saveAppraisal(world.as.officer, {
				appraisalId,
				version: appraisal.version,
				lines: decisionsOf(CODE)
			})
		);
		expect(saved.hash).toBe(input.seenHash);
		expect(await steps(appraisalId)).toEqual(['prepared']);
	});

	it('asks a reason for every difference before it can be prepared', async () => {
		const { appraisalId } = await appraisedCase(world, linesOf(CODE));
		const { appraisal } = must(await readAppraisal(world.as.officer, appraisalId));
		const lines = decisionsOf(CODE).map(({ reason: _reason, note: _note, ...edit }) => edit);
		const saved = must(
			await saveAppraisal(world.as.officer, { appraisalId, version: appraisal.version, lines })
		);
		expect(saved.hash).toBeNull();
		const refused = await prepareAppraisal(world.as.officer, { appraisalId, seenHash: 'a'.repeat(64) });
		expect(refusalOf(refused)).toBe('budget_not_complete');
		expect(refused.ok ? [] : refused.refusal.causes?.map(({ code }) => code)).toContain(
			'appraisal_reason_missing'
		);
	});

	it('tells the second of two savers', async () => {
		const { appraisalId } = await appraisedCase(world, linesOf(CODE));
		const { appraisal } = must(await readAppraisal(world.as.officer, appraisalId));
		const save = { appraisalId, version: appraisal.version, lines: decisionsOf(CODE) };
		const outcomes = await Promise.all([
			saveAppraisal(world.as.officer, save),
			saveAppraisal(world.as.officer, { ...save, lines: save.lines.slice(0, 1) })
		]);
		expect(outcomes.map(refusalOf).sort()).toEqual(['no refusal', 'stale_version']);
	});

	it('refuses a person tied to the applicant, in the verb and in SQL', async () => {
		const { appraisalId, input, organisationId } = await prepared();
		const tied = await insertPerson(world, 'Người nhà', {
			employerId: organisationId,
			grants: [{ role: 'finance_head' }]
		});
		expect(refusalOf(await verifyAppraisal(await contextOf(world, tied), input))).toBe('tied_to_applicant');
		expect(await signInSql(appraisalId, tied.personId, 1, 'verified', input.seenHash)).toContain(
			'tied to the applicant'
		);
	});

	it('gives back with a reason, and is prepared again by the same person', async () => {
		const { appraisalId, input } = await prepared();
		expect(refusalOf(await giveBackAppraisal(world.as.head, { appraisalId, note: ' ' }))).toBe(
			'approval_return_reason_missing'
		);
		expect(refusalOf(await giveBackAppraisal(world.as.officer, { appraisalId, note: 'x' }))).toBe(
			'not_found'
		);
		must(await giveBackAppraisal(world.as.head, { appraisalId, note: 'Thiếu báo giá' }));
		const page = must(await readAppraisal(world.as.officer, appraisalId));
		expect(page.appraisal).toMatchObject({ state: 'preparing', returnNote: 'Thiếu báo giá' });
		must(await prepareAppraisal(world.as.officer, input));
		must(await verifyAppraisal(world.as.head, input));
		must(await approveAppraisal(world.as.director, input));
		expect(refusalOf(await giveBackAppraisal(world.as.director, { appraisalId, note: 'x' }))).toBe(
			'state_forbids'
		);
	});

	it('freezes what was approved', async () => {
		const { appraisalId, input } = await prepared();
		must(await verifyAppraisal(world.as.head, input));
		must(await approveAppraisal(world.as.director, input));
		const { appraisal } = must(await readAppraisal(world.as.officer, appraisalId));
		const again = await saveAppraisal(world.as.officer, {
			appraisalId,
			version: appraisal.version,
			lines: []
		});
		expect(refusalOf(again)).toBe('state_forbids');
		const versionId = await versionIdOf(appraisalId);
		await expect(
			world.database.app.query('UPDATE budget_line SET unit_price = unit_price + 1 WHERE version_id = $1', [
				versionId
			])
		).rejects.toThrow('frozen');
		await expect(
			world.database.app.query('UPDATE budget_version SET state_total = 1 WHERE id = $1', [versionId])
		).rejects.toThrow('frozen');
	});

	it('lists first what waits for the reader, and finds without accents', async () => {
		const { appraisalId } = await prepared();
		const list = must(await listAppraisals(world.as.head, { search: '', onlyMine: false, page: 1 }));
		expect(list.rows[0]?.mine).toBe(true);
		expect(list.rows.find(({ id }) => id === appraisalId)?.mine).toBe(true);
		const found = must(
			await listAppraisals(world.as.head, { search: 'nhiem vu thu', onlyMine: false, page: 1 })
		);
		expect(found.total).toBe(list.total);
		const none = must(await listAppraisals(world.as.head, { search: '100%_', onlyMine: false, page: 1 }));
		expect(none.total).toBe(0);
	});
});
