import { checkTieRuling, outcomeOf } from '#lib/domain/access/late-ties.ts';
import type { TieRuling } from '#lib/domain/access/late-ties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import type { Tx } from '../ports.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { beginMembership, mailInviter } from '../steps/ties/begin-membership.ts';
import { mailTieRuled } from '../steps/ties/mail-tie.ts';
import type { FindingRow } from './ports.ts';
import { rulerOf } from './read-ties.ts';
import { consequencesOf } from './tie-consequences.ts';

/** Longest reason of a ruling, characters. */
const REASON_LIMIT = 2000;

/**
 * Rules on a tie that appeared late (TT 20/2023, Art. 8.2): excluded from now on, or kept and the membership does not
 * begin. What it changes is kept with it. Refuses `ruling_own_case`, `ruling_not_yours`, `already_done`,
 * `reason_missing`, `text_too_long`, `last_representative`, `not_found`.
 */
export async function ruleTie(
	ctx: Context,
	input: { readonly findingId: string; readonly ruling: TieRuling; readonly reason: string }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'tie_finding', id: input.findingId };
	return transact(ctx, 'rule_tie', object, async ({ tx, permit, note }) => {
		const allowed = permit('tie.rule');
		if (!allowed.ok) return allowed;
		const known = isUuid(input.findingId) ? await tx.ties.finding(input.findingId) : undefined;
		if (known === undefined) return refuse('not_found');
		// The council before the invitation, as sessions and declarations hold it.
		if (known.councilId !== null) await tx.councils.lock(known.councilId);
		const invitation = await tx.ties.holdInvitation(known.invitationId);
		const finding = await tx.ties.finding(known.id);
		const ruler = rulerOf(ctx, known.councilId);
		if (finding === undefined || invitation === undefined || ruler === undefined) return refuse('not_found');
		// Who neither sits on that council nor directs the office does not learn that it is there.
		if (!ruler.director && ruler.seat === undefined) return refuse('not_found');
		const reason = cleanText(input.reason);
		if ([...reason].length > REASON_LIMIT)
			return refuse('text_too_long', { field: 'reason', params: { max: String(REASON_LIMIT) } });
		const ended = finding.ruling !== null || finding.withdrawnAt !== null;
		const checked = checkTieRuling({ ...finding, ended }, ruler, reason);
		if (!checked.ok) return checked;

		const at = await tx.clock.now();
		const seen = await consequencesOf(tx, finding);
		const by = actorId(ctx.actor);
		if (!(await tx.ties.rule(finding.id, { ruling: input.ruling, note: reason, by, at, seen })))
			return refuse('already_done');
		await tellCases(tx, finding, input.ruling);
		await mailTieRuled(ctx, tx, finding, { excluded: input.ruling === 'excluded', reason });

		const rulings = (await tx.ties.findingsOf(invitation.id)).map(({ ruling }) => ruling);
		const outcome = outcomeOf(rulings);
		if (outcome === 'in_force') {
			const begun = await beginMembership(ctx, tx, invitation, finding.personId, at);
			if (!begun.ok) return begun;
		} else if (outcome === 'refused' && invitation.state === 'under_ruling') {
			await tx.ties.withdraw(invitation.id, at);
			if (!(await tx.ties.settle(invitation, { state: 'refused', at }))) return refuse('stale_version');
			await mailInviter(ctx, tx, invitation, false);
		}
		note({
			before: { invitation: invitation.state },
			after: { ruling: input.ruling, reason, personId: finding.personId, part: finding.part, outcome, seen }
		});
		return ok(true);
	});
}

/** The office's side of the cases is told that there was a ruling; never about whom. */
async function tellCases(tx: Tx, finding: FindingRow, ruling: TieRuling): Promise<void> {
	if (finding.part !== 'seat') return;
	const cases = await tx.ties.casesOf(finding);
	const kind = ruling === 'excluded' ? 'tie_excluded' : 'tie_kept';
	await tx.timeline.appendMany(
		cases.map((applicationId) => ({ applicationId, kind, audience: 'office' as const }))
	);
}
