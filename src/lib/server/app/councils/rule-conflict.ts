import { assessConflict, checkRuling } from '#lib/domain/access/conflict-of-interest.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { readCouncilRecord } from '../cases/councils/council-standing.ts';
import { loadCouncil } from '../cases/councils/load-council.ts';
import { mailRuled } from './mail-council.ts';
import { seatAmong } from '../cases/councils/seat-of.ts';

/**
 * The chair's recorded ruling on a declared interest that does not block by itself (TT 20/2023, Art. 8.2.d); the
 * vice-chair's about the chair. A later ruling corrects an earlier one until the session opens. Refuses
 * `ruling_own_case`, `ruling_not_yours`, `ruling_blocking_ground`, `ruling_nothing_declared`, `reason_missing`,
 * `session_in_progress`, `not_found`.
 */
export async function ruleConflict(
	ctx: Context,
	input: {
		readonly declarationId: string;
		readonly ruling: 'allowed' | 'barred';
		readonly note: string;
	}
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'conflict_declaration', id: input.declarationId };
	return transact(ctx, 'rule_conflict', object, async ({ tx, permit, note }) => {
		const declared = await tx.councils.declaration(input.declarationId);
		const owner = declared === undefined ? undefined : await tx.councils.member(declared.memberId);
		if (declared === undefined || owner === undefined) return refuse('not_found');
		const loaded = await loadCouncil(tx, owner.councilId);
		if (!loaded.ok) return loaded;
		const allowed = permit('conflict.rule', loaded.value.subject);
		if (!allowed.ok) return allowed;
		await tx.councils.lock(owner.councilId);
		const record = await readCouncilRecord(tx, owner.councilId);
		if (record === undefined) return refuse('not_found');
		const ruler = seatAmong(ctx, record.members);
		if (!ruler.ok) return ruler;
		const { memberId, applicationId } = declared;
		const reason = cleanText(input.note);
		const checked = checkRuling({
			ruler: ruler.value,
			member: owner,
			status: assessConflict(memberId, applicationId, record.facts).status,
			reason
		});
		if (!checked.ok) return checked;
		const lotId = record.cases.find((one) => one.applicationId === applicationId)?.lotId;
		if (record.lots.find((lot) => lot.lotId === lotId)?.sessionState !== 'planned') {
			return refuse('session_in_progress');
		}
		const at = await tx.clock.now();
		await tx.councils.rule(declared.id, { ruling: input.ruling, note: reason, by: actorId(ctx.actor), at });
		// Said again word for word it is no news.
		if (declared.ruling !== input.ruling || declared.rulingNote !== reason) {
			const { ruling } = input;
			const ruled = { declarationId: declared.id, member: owner, ruler: ruler.value };
			await mailRuled(ctx, tx, record, { ...ruled, applicationId, ruling, reason, at });
		}
		note({
			before: { ruling: declared.ruling, note: declared.rulingNote },
			after: { ruling: input.ruling, note: reason, memberId, applicationId }
		});
		return ok(true);
	});
}
