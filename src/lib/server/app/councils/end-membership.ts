import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { loadManagedCouncil } from '../cases/councils/load-council.ts';

/**
 * Ends a seat, so that another person can be appointed in its place. Not while a session counts its members.
 * From a seated council with a reason. Refuses `reason_missing`, `session_in_progress`, `already_done`, `not_found`.
 */
export async function endMembership(
	ctx: Context,
	input: { readonly memberId: string; readonly reason: string }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'council_member', id: input.memberId };
	return transact(ctx, 'end_membership', object, async ({ tx, permit, note }) => {
		const member = await tx.councils.member(input.memberId);
		if (member === undefined) return refuse('not_found');
		const loaded = await loadManagedCouncil({ tx, permit }, member.councilId);
		if (!loaded.ok) return loaded;
		await tx.councils.lock(member.councilId);
		const council = await tx.councils.find(member.councilId);
		const reason = cleanText(input.reason);
		if (council?.state === 'seated' && reason === '') return refuse('reason_missing', { field: 'reason' });
		const lots = await tx.councils.lots(member.councilId);
		if (lots.some(({ sessionState }) => sessionState === 'open' || sessionState === 'tallied')) {
			return refuse('session_in_progress');
		}
		if (!(await tx.councils.end(member.memberId, await tx.clock.now()))) return refuse('already_done');
		note({
			before: { personId: member.personId, role: member.role },
			after: { councilId: member.councilId, reason }
		});
		return ok(true);
	});
}
