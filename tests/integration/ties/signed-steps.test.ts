import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import {
	acceptInvitation,
	declineInvitation
} from '../../../src/lib/server/app/organisations/answer-invitation.ts';
import { inviteMember } from '../../../src/lib/server/app/organisations/invite-member.ts';
import { readInvitation } from '../../../src/lib/server/app/organisations/read-invitation.ts';
import { readTasks } from '../../support/tasks.ts';
import { readTie } from '../../../src/lib/server/app/ties/read-ties.ts';
import { ruleTie } from '../../../src/lib/server/app/ties/rule-tie.ts';
import { decidedCase, hashOf, must, openBudgetWorld, refusalOf } from '../budgets/budget-world.ts';
import type { BudgetWorld } from '../budgets/budget-world.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';

let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld();
}, 120_000);
afterAll(() => world.close());

type Case = Awaited<ReturnType<typeof decidedCase>>;

/** The applicant of a case asks somebody of the office to act for it, and they accept. */
async function tie(made: Case, person: TestPerson): Promise<{ finding: string; invitation: string }> {
	const { invitationId } = must(
		await inviteMember(made.ctx, {
			organisationId: made.organisationId,
			email: person.email,
			role: 'editor'
		})
	);
	const ctx = await contextOf(world, person);
	expect(must(await acceptInvitation(ctx, invitationId))).toBe('under_ruling');
	const { rows } = await world.database.owner.query<{ id: string }>(
		'SELECT id FROM tie_finding WHERE invitation_id = $1',
		[invitationId]
	);
	return { finding: rows[0]?.id ?? '', invitation: invitationId };
}

/** What the signatures on the figures of a case say. */
async function signed(made: Case) {
	const { rows } = await world.database.owner.query<{ step: number; person: string; stands: boolean }>(
		`SELECT s.step_no AS step, s.person_id AS person, s.revoked_at IS NULL AS stands FROM approval_step s
		 JOIN appraisal p ON p.appraised_version_id = s.budget_version_id WHERE p.id = $1 ORDER BY s.step_no`,
		[made.appraisalId]
	);
	const { appraisal, hash } = must(await readAppraisal(world.as.officer, made.appraisalId));
	return { rows, state: appraisal.state, hash };
}

async function verified(): Promise<{ made: Case; seenHash: string }> {
	const made = await decidedCase(world, 'GL-DL-01');
	const seenHash = await hashOf(world, made.appraisalId);
	const input = { appraisalId: made.appraisalId, seenHash };
	must(await prepareAppraisal(world.as.officer, input));
	must(await verifyAppraisal(world.as.head, input));
	return { made, seenHash };
}

describe('an applicant who ties the head of finance after he signed', () => {
	it('changes nothing: the step stands, before the ruling and after it, and the director can approve', async () => {
		const { made, seenHash } = await verified();
		const before = await signed(made);
		expect(before.rows.map(({ step, stands }) => [step, stands])).toEqual([
			[0, true],
			[1, true]
		]);
		const { finding } = await tie(made, world.people.head);
		expect(await signed(made)).toEqual(before);
		const view = must(await readTie(world.as.director, finding));
		expect(view).toMatchObject({ mayRule: true, rulerMissing: false });
		must(
			await ruleTie(world.as.director, {
				findingId: finding,
				ruling: 'excluded',
				reason: 'Nhận lời sau khi đã ký.'
			})
		);
		expect(await signed(made)).toEqual(before);
		must(await approveAppraisal(world.as.director, { appraisalId: made.appraisalId, seenHash }));
		expect((await signed(made)).rows).toHaveLength(3);
	});

	it('keeps him from signing only once it was ruled so', async () => {
		const made = await decidedCase(world, 'GL-DL-01');
		const input = { appraisalId: made.appraisalId, seenHash: await hashOf(world, made.appraisalId) };
		must(await prepareAppraisal(world.as.officer, input));
		const head = await insertPerson(world, 'Trưởng phòng khác', { grants: [{ role: 'finance_head' }] });
		const { finding } = await tie(made, head);
		must(await ruleTie(world.as.director, { findingId: finding, ruling: 'excluded', reason: 'Có quan hệ.' }));
		expect(refusalOf(await verifyAppraisal(await contextOf(world, head), input))).toBe('tied_to_applicant');
		await expect(
			world.database.app.query(
				`INSERT INTO approval_step (budget_version_id, step_no, kind, person_id, seen_hash, at)
				 SELECT p.appraised_version_id, 1, 'verified', $2, $3, app_now() FROM appraisal p WHERE p.id = $1`,
				[made.appraisalId, head.personId, input.seenHash]
			)
		).rejects.toThrow('a person tied to the applicant takes no step');
		must(await verifyAppraisal(world.as.head, input));
	});
});

describe('the only director’s own tie', () => {
	it('waits, and says who must be appointed; whoever then acts for him rules, never himself', async () => {
		const administrator = await insertPerson(world, 'Quản trị', { grants: [{ role: 'administrator' }] });
		const auditor = await insertPerson(world, 'Kiểm tra', { grants: [{ role: 'auditor' }] });
		const { made } = await verified();
		const before = await signed(made);
		const { finding, invitation } = await tie(made, world.people.director);
		expect(await signed(made)).toEqual(before);
		const director = await contextOf(world, world.people.director);
		const ruling = { findingId: finding, ruling: 'kept', reason: 'Không ảnh hưởng.' } as const;
		expect(refusalOf(await ruleTie(director, ruling))).toBe('ruling_own_case');
		expect(must(await readInvitation(director, invitation)).rulerMissing).toBe(true);
		const seen = must(await readTie(await contextOf(world, auditor), finding));
		expect(seen).toMatchObject({ mayRule: false, rulerMissing: true });
		const { rows } = await world.database.owner.query<{ subject: string; body: string }>(
			'SELECT subject, body FROM mail_message WHERE recipient = $1',
			[administrator.email]
		);
		expect(rows.map(({ subject }) => subject)).toEqual(['Cần người được giao quyền Giám đốc để kết luận']);
		expect(rows[0]?.body).toContain('Phó Giám đốc');

		const deputy = await insertPerson(world, 'Phó Giám đốc Sở', { grants: [{ role: 'director' }] });
		const acting = await contextOf(world, deputy);
		expect(must(await readTasks(acting)).waiting).toContainEqual(
			expect.objectContaining({ kind: 'rule_tie', target: finding })
		);
		expect(must(await readInvitation(director, invitation)).rulerMissing).toBe(false);
		expect(refusalOf(await ruleTie(director, ruling))).toBe('ruling_own_case');
		must(await ruleTie(acting, ruling));
		expect(refusalOf(await declineInvitation(director, invitation))).toBe('invitation_over');
		expect((await signed(made)).state).toBe(before.state);
	});
});
