import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveAppraisal } from '../../../src/lib/server/app/budgets/approve-appraisal.ts';
import { declineRejection, rejectAppraisal } from '../../../src/lib/server/app/budgets/decide-rejection.ts';
import { prepareAppraisal } from '../../../src/lib/server/app/budgets/prepare-appraisal.ts';
import { proposeRejection } from '../../../src/lib/server/app/budgets/propose-rejection.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { saveAppraisal } from '../../../src/lib/server/app/budgets/save-appraisal.ts';
import { verifyAppraisal } from '../../../src/lib/server/app/budgets/verify-appraisal.ts';
import { readTasks } from '../../../src/lib/server/app/tasks/read-tasks.ts';
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
async function reject(appraisalId: string, ctx: Context = world.as.director, reason = '') {
	return rejectAppraisal(ctx, { appraisalId, version: await versionOf(appraisalId), reason });
}
async function proposed() {
	const made = await decidedCase(world, CODE);
	must(await propose(made.appraisalId));
	return made;
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
			`INSERT INTO appraisal_rejection (id, appraisal_id, reason, proposed_by, proposed_at, decided_by, decided_at, outcome)
			 VALUES ($1, $2, 'x', $3, CASE WHEN $3::uuid IS NULL THEN NULL ELSE app_now() END, $4, app_now(), 'rejected')`,
			[identifiers.v7(), appraisalId, proposedBy, decidedBy]
		);
		return 'written';
	} catch (error) {
		return error instanceof Error ? error.message : '';
	}
}

describe('ending an appraisal without money', () => {
	it('is proposed by the officer and decided by the director, each once, with the reason for the applicant', async () => {
		const { appraisalId, applicationId, ctx } = await proposed();
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
			expect(refusalOf(await declineRejection(ctx, { appraisalId, version, reason: REASON }))).toBe(
				'not_found'
			);
		}
	});

	it('is never decided by who proposed it, changed the figures or signed them, in the verb and in SQL', async () => {
		const person = await insertPerson(world, 'Hai vai', {
			grants: [{ role: 'finance_officer' }, { role: 'director' }]
		});
		const ctx = await contextOf(world, person);
		const mine = await decidedCase(world, CODE);
		must(await propose(mine.appraisalId, ctx));
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
		const { appraisalId, organisationId } = await proposed();
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
		const { appraisalId } = await proposed();
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
		must(await reject(appraisalId));
	});

	it('ends everything: no change, no signature, no second end', async () => {
		const { appraisalId } = await proposed();
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
		for (const attack of [
			`UPDATE appraisal SET state = 'preparing' WHERE id = $1`,
			`UPDATE appraisal_rejection SET note = 'x' WHERE appraisal_id = $1`,
			'DELETE FROM appraisal_rejection WHERE appraisal_id = $1'
		])
			await expect(world.database.app.query(attack, [appraisalId])).rejects.toThrow();
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
