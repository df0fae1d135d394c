import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRejection } from '../../../src/lib/server/app/budgets/check-rejection.ts';
import { declineRejection, rejectAppraisal } from '../../../src/lib/server/app/budgets/decide-rejection.ts';
import { proposeRejection } from '../../../src/lib/server/app/budgets/propose-rejection.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { saveAppraisal } from '../../../src/lib/server/app/budgets/save-appraisal.ts';
import { readTasks } from '../../support/tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import {
	appraisedCase,
	decidedCase,
	hashOf,
	linesOf,
	must,
	openBudgetWorld,
	refusalOf
} from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
const REASON = 'Nội dung trùng với nhiệm vụ đang thực hiện.';
let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld();
}, 120_000);
afterAll(() => world.close());

const versionOf = async (appraisalId: string): Promise<number> =>
	must(await readAppraisal(world.as.head, appraisalId)).appraisal.version;
async function propose(appraisalId: string, ctx: Context = world.as.officer, reason = REASON) {
	return proposeRejection(ctx, { appraisalId, version: await versionOf(appraisalId), reason });
}
async function check(appraisalId: string, ctx: Context = world.as.head) {
	return checkRejection(ctx, { appraisalId, version: await versionOf(appraisalId) });
}
async function reject(appraisalId: string, ctx: Context = world.as.director, reason = '') {
	return rejectAppraisal(ctx, { appraisalId, version: await versionOf(appraisalId), reason });
}
async function proposed() {
	const made = await decidedCase(world, CODE);
	must(await propose(made.appraisalId));
	return made;
}
async function checked() {
	const made = await proposed();
	must(await check(made.appraisalId));
	return made;
}
async function mailsFor(appraisalId: string, person: { readonly accountId: string }): Promise<number> {
	const { rows } = await world.database.owner.query<{ mails: string }>(
		`SELECT count(*) AS mails FROM mail_message m JOIN account a ON a.email = m.recipient
		 WHERE a.id = $2 AND m.idempotency_key LIKE 'rejection-waiting:' || $1 || ':%'`,
		[appraisalId, person.accountId]
	);
	return Number(rows[0]?.mails);
}
async function auditOf(appraisalId: string, action: string): Promise<unknown[]> {
	const { rows } = await world.database.owner.query<{ after: unknown }>(
		`SELECT d.content -> 'after' AS after FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
		 WHERE e.object_id = $1 AND e.action = $2 AND e.outcome = 'done'`,
		[appraisalId, action]
	);
	return rows.map(({ after }) => after);
}
async function verified() {
	const made = await decidedCase(world, CODE);
	const input = { appraisalId: made.appraisalId, seenHash: await hashOf(world, made.appraisalId) };
	must(await prepareAppraisal(world.as.officer, input));
	must(await verifyAppraisal(world.as.head, input));
	return { ...made, input };
}
async function stateOf(applicationId: string): Promise<string> {
	return (await world.app.db.read.applications.find(applicationId))?.state ?? '';
}
async function waitingFor(ctx: Context, appraisalId: string): Promise<string[]> {
	const { waiting } = must(await readTasks(ctx));
	return waiting.filter(({ target }) => target === appraisalId).map(({ kind }) => kind);
}
/** The attack: a rejection written straight into the table, as the portal's own database role. */
async function inSql(appraisalId: string, proposedBy: string | null, decidedBy: string): Promise<string> {
	try {
		await world.database.app.query(
			`INSERT INTO appraisal_rejection (id, appraisal_id, reason, proposed_by, proposed_at, checked_by, checked_at, decided_by, decided_at, outcome)
			 VALUES ($1, $2, 'x', $3, CASE WHEN $3::uuid IS NULL THEN NULL ELSE app_now() END,
			   $5, CASE WHEN $5::uuid IS NULL THEN NULL ELSE app_now() END, $4, app_now(), 'rejected')`,
			[identifiers.v7(), appraisalId, proposedBy, decidedBy, proposedBy === null ? null : identifiers.v4()]
		);
		return 'written';
	} catch (error) {
		return error instanceof Error ? error.message : '';
	}
}

describe('ending an appraisal without money', () => {
	it('is proposed by the officer, checked by the head, decided by the director, each once, with the reason for the applicant', async () => {
		const { appraisalId, applicationId, ctx } = await proposed();
		expect(await waitingFor(world.as.head, appraisalId)).toEqual(['check_rejection']);
		expect(await waitingFor(world.as.director, appraisalId)).toEqual([]);
		expect(await mailsFor(appraisalId, world.people.head)).toBe(1);
		expect(await mailsFor(appraisalId, world.people.director)).toBe(0);
		expect(must(await readAppraisal(world.as.head, appraisalId)).rejection).toBe('check');
		expect(must(await readAppraisal(world.as.director, appraisalId)).rejection).toBeNull();
		must(await check(appraisalId));
		expect(await mailsFor(appraisalId, world.people.director)).toBe(1);
		expect(await waitingFor(world.as.head, appraisalId)).toEqual([]);
		const office = await world.app.db.read.timeline.of(applicationId, 'office');
		expect(office.filter(({ kind }) => kind === 'rejection_checked')).toHaveLength(1);
		expect(await auditOf(appraisalId, 'check_rejection')).toMatchObject([
			{ state: 'rejection_checked', reason: REASON, confirmation: { means: 'password' } }
		]);
		expect(await waitingFor(world.as.officer, appraisalId)).toEqual([]);
		expect(await waitingFor(world.as.director, appraisalId)).toEqual(['decide_rejection']);
		const page = must(await readAppraisal(world.as.director, appraisalId));
		expect(page).toMatchObject({ rejection: 'decide', mayEdit: false, act: null });
		expect(must(await readAppraisal(world.as.officer, appraisalId)).rejection).toBeNull();

		const version = await versionOf(appraisalId);
		const both = await Promise.all([
			rejectAppraisal(world.as.director, { appraisalId, version, reason: '' }),
			rejectAppraisal(world.as.director, { appraisalId, version, reason: '' })
		]);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(await stateOf(applicationId)).toBe('rejected');
		expect(await waitingFor(world.as.director, appraisalId)).toEqual([]);
		const { rows } = await world.database.owner.query<{ committed: string }>(
			'SELECT count(*) AS committed FROM posting WHERE application_id = $1',
			[applicationId]
		);
		expect(rows[0]?.committed).toBe('0');
		const told = await world.app.db.read.timeline.of(applicationId, 'applicant');
		const ended = told.find(({ kind }) => kind === 'budget_rejected');
		expect(ended?.params).toMatchObject({ note: REASON });
		const mails = await world.database.owner.query<{ body: string }>(
			`SELECT body FROM mail_message WHERE idempotency_key LIKE 'budget-rejected:' || $1 || ':%'`,
			[applicationId]
		);
		expect(mails.rows[0]?.body).toContain(REASON);
		expect(refusalOf(await readAppraisal(ctx, appraisalId))).toBe('not_found');
	});

	it('asks for a reason, from the officer and from the director', async () => {
		const { appraisalId } = await decidedCase(world, CODE);
		expect(refusalOf(await propose(appraisalId, world.as.officer, '  '))).toBe('rejection_reason_missing');
		const stale = { appraisalId, version: 999, reason: REASON };
		expect(refusalOf(await proposeRejection(world.as.officer, stale))).toBe('stale_version');
		const ready = await verified();
		expect(refusalOf(await reject(ready.appraisalId, world.as.director, ' '))).toBe(
			'rejection_reason_missing'
		);
		must(await reject(ready.appraisalId, world.as.director, REASON));
		expect(await stateOf(ready.applicationId)).toBe('rejected');
		const { rows } = await world.database.owner.query<{ standing: string }>(
			`SELECT count(*) AS standing FROM approval_step s JOIN appraisal p ON p.appraised_version_id = s.budget_version_id
			 WHERE p.id = $1 AND s.revoked_at IS NULL`,
			[ready.appraisalId]
		);
		expect(rows[0]?.standing).toBe('0');
	});

	it('is nobody else’s act', async () => {
		const { appraisalId } = await decidedCase(world, CODE);
		for (const ctx of [world.as.head, world.as.director])
			expect(refusalOf(await propose(appraisalId, ctx))).toBe('not_found');
		must(await propose(appraisalId));
		const version = await versionOf(appraisalId);
		for (const ctx of [world.as.officer, world.as.head]) {
			expect(refusalOf(await reject(appraisalId, ctx))).toBe('not_found');
		}
		const declined = { appraisalId, version, reason: REASON };
		expect(refusalOf(await declineRejection(world.as.officer, declined))).toBe('not_found');
		for (const ctx of [world.as.officer, world.as.director]) {
			expect(refusalOf(await check(appraisalId, ctx))).toBe('not_found');
		}
	});

	it('is not decided before the head of finance confirmed it, in the verb and in SQL', async () => {
		const { appraisalId } = await proposed();
		expect(refusalOf(await reject(appraisalId))).toBe('state_forbids');
		const declined = { appraisalId, version: await versionOf(appraisalId), reason: REASON };
		expect(refusalOf(await declineRejection(world.as.director, declined))).toBe('not_found');
		await expect(
			world.database.app.query(
				`UPDATE appraisal_rejection SET outcome = 'rejected', decided_by = $2, decided_at = app_now() WHERE appraisal_id = $1`,
				[appraisalId, world.people.director.personId]
			)
		).rejects.toThrow('checked before it is decided');
		expect(refusalOf(await checkRejection(world.as.head, { appraisalId, version: 999 }))).toBe(
			'stale_version'
		);
		must(await check(appraisalId));
		expect(refusalOf(await check(appraisalId))).toBe('state_forbids');
		await expect(
			world.database.app.query(`UPDATE appraisal_rejection SET checked_by = $2 WHERE appraisal_id = $1`, [
				appraisalId,
				world.people.director.personId
			])
		).rejects.toThrow('checked once');
		must(await reject(appraisalId));
	});

	it('is given back by the head, with the reason, without the director', async () => {
		const { appraisalId } = await proposed();
		const why = { appraisalId, version: await versionOf(appraisalId), reason: 'Chưa đủ căn cứ.' };
		must(await declineRejection(world.as.head, why));
		expect(must(await readAppraisal(world.as.officer, appraisalId))).toMatchObject({
			appraisal: { state: 'preparing', returnNote: 'Chưa đủ căn cứ.' },
			rejections: [{ outcome: 'declined', checkedBy: null }]
		});
	});

	it('is never checked by who proposed it, changed the figures or is tied to the applicant', async () => {
		const both = await insertPerson(world, 'Hai vai', {
			grants: [{ role: 'finance_officer' }, { role: 'finance_head' }]
		});
		const ctx = await contextOf(world, both);
		const mine = await decidedCase(world, CODE);
		must(await propose(mine.appraisalId, ctx));
		expect(refusalOf(await check(mine.appraisalId, ctx))).toBe('approval_same_person');
		expect(await waitingFor(ctx, mine.appraisalId)).toEqual([]);
		const checkedBy = async (id: string, personId: string) =>
			world.database.app.query(
				'UPDATE appraisal_rejection SET checked_by = $2, checked_at = app_now() WHERE appraisal_id = $1',
				[id, personId]
			);
		await expect(checkedBy(mine.appraisalId, both.personId)).rejects.toThrow('three_people');
		await expect(checkedBy(mine.appraisalId, world.people.officer.personId)).rejects.toThrow(
			'one person takes one step'
		);
		const tied = await insertPerson(world, 'Người nhà', {
			employerId: mine.organisationId,
			grants: [{ role: 'finance_head' }]
		});
		expect(refusalOf(await check(mine.appraisalId, await contextOf(world, tied)))).toBe('tied_to_applicant');
		await expect(checkedBy(mine.appraisalId, tied.personId)).rejects.toThrow('tied to the applicant');
	});

	it('is never decided by who proposed it, changed the figures or signed them, in the verb and in SQL', async () => {
		const person = await insertPerson(world, 'Hai vai', {
			grants: [{ role: 'finance_officer' }, { role: 'director' }]
		});
		const ctx = await contextOf(world, person);
		const mine = await decidedCase(world, CODE);
		must(await propose(mine.appraisalId, ctx));
		must(await check(mine.appraisalId));
		expect(refusalOf(await reject(mine.appraisalId, ctx))).toBe('approval_same_person');
		const declined = {
			appraisalId: mine.appraisalId,
			version: await versionOf(mine.appraisalId),
			reason: REASON
		};
		expect(refusalOf(await declineRejection(ctx, declined))).toBe('approval_same_person');
		expect(await waitingFor(ctx, mine.appraisalId)).toEqual([]);
		expect(must(await readAppraisal(ctx, mine.appraisalId)).rejection).toBeNull();
		expect(await inSql(mine.appraisalId, person.personId, person.personId)).toContain('two_people');

		const { officer, head } = world.people;
		expect(await inSql(mine.appraisalId, null, officer.personId)).toContain('one person takes one step');
		const ready = await verified();
		expect(await inSql(ready.appraisalId, officer.personId, head.personId)).toContain(
			'one person takes one step'
		);
	});

	it('is refused to a person tied to the applicant, in the verb and in SQL', async () => {
		const { appraisalId, organisationId } = await checked();
		const tied = await insertPerson(world, 'Người nhà', {
			employerId: organisationId,
			grants: [{ role: 'director' }, { role: 'finance_officer' }]
		});
		const ctx = await contextOf(world, tied);
		expect(refusalOf(await reject(appraisalId, ctx))).toBe('tied_to_applicant');
		expect(refusalOf(await propose(appraisalId, ctx))).toBe('tied_to_applicant');
		const declined = { appraisalId, version: await versionOf(appraisalId), reason: REASON };
		expect(refusalOf(await declineRejection(ctx, declined))).toBe('tied_to_applicant');
		expect(await inSql(appraisalId, null, tied.personId)).toContain('tied to the applicant');
	});

	it('goes back to the appraisal where the director declines, with the reason to read', async () => {
		const { appraisalId } = await checked();
		const decline = async (reason: string) =>
			declineRejection(world.as.director, { appraisalId, version: await versionOf(appraisalId), reason });
		expect(refusalOf(await decline(' '))).toBe('approval_return_reason_missing');
		expect(refusalOf(await decline('x'.repeat(2001)))).toBe('text_too_long');
		const stale = { appraisalId, version: 999, reason: REASON };
		expect(refusalOf(await declineRejection(world.as.director, stale))).toBe('stale_version');
		expect(refusalOf(await rejectAppraisal(world.as.director, stale))).toBe('stale_version');
		must(await decline('Cần thẩm định theo giá mới.'));
		const page = must(await readAppraisal(world.as.officer, appraisalId));
		expect(page).toMatchObject({
			appraisal: { state: 'preparing', returnNote: 'Cần thẩm định theo giá mới.' },
			rejection: 'propose',
			mayEdit: true
		});
		expect(page.rejections).toMatchObject([{ outcome: 'declined', reason: REASON }]);
		expect(refusalOf(await decline('x'))).toBe('state_forbids');
		must(await propose(appraisalId));
		must(await check(appraisalId));
		must(await reject(appraisalId));
	});

	it('ends everything: no change, no signature, no second end', async () => {
		const { appraisalId } = await checked();
		const seenHash = await hashOf(world, appraisalId);
		expect(refusalOf(await prepareAppraisal(world.as.officer, { appraisalId, seenHash }))).toBe(
			'state_forbids'
		);
		const version = await versionOf(appraisalId);
		expect(refusalOf(await saveAppraisal(world.as.officer, { appraisalId, version, lines: [] }))).toBe(
			'state_forbids'
		);
		expect(
			refusalOf(await rejectAppraisal(world.as.director, { appraisalId, version: version - 1, reason: '' }))
		).toBe('stale_version');
		must(await reject(appraisalId));
		for (const attempt of [
			await reject(appraisalId),
			await propose(appraisalId),
			await prepareAppraisal(world.as.officer, { appraisalId, seenHash })
		])
			expect(refusalOf(attempt)).toBe('state_forbids');
		for (const [attack, reason] of [
			[`UPDATE appraisal SET state = 'preparing' WHERE id = $1`, 'the appraisal has ended'],
			[
				`UPDATE appraisal_rejection SET note = 'x' WHERE appraisal_id = $1`,
				'a rejection can only be decided, once'
			],
			['DELETE FROM appraisal_rejection WHERE appraisal_id = $1', 'permission denied']
		] as const)
			await expect(world.database.app.query(attack, [appraisalId])).rejects.toThrow(reason);
		const other = await decidedCase(world, CODE);
		await expect(
			world.database.app.query(`UPDATE appraisal SET state = 'rejected' WHERE id = $1`, [other.appraisalId])
		).rejects.toThrow('needs its reason');
	});

	it('is what a budget of 0 đồng is sent to: it cannot be put forward for approval', async () => {
		const { appraisalId } = await appraisedCase(world, linesOf(CODE));
		const lines = linesOf(CODE)
			.filter(({ system }) => system === undefined)
			.map(({ key }) => ({ key, removed: true, reason: 'KHONG_LIEN_QUAN', note: 'Không liên quan' }));
		const saved = must(
			await saveAppraisal(world.as.officer, { appraisalId, version: await versionOf(appraisalId), lines })
		);
		expect(saved).toMatchObject({ stateTotal: 0n, problems: [] });
		const input = { appraisalId, seenHash: saved.hash ?? '' };
		expect(refusalOf(await prepareAppraisal(world.as.officer, input))).toBe('appraisal_amount_zero');
		expect(refusalOf(await approveAppraisal(world.as.director, input))).toBe('appraisal_amount_zero');
		must(await propose(appraisalId));
	});
});
