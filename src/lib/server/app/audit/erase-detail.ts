import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';

const REASON_LIMIT = 2000;

/**
 * Takes the values before and after of an entry away (a person asks for erasure, Luật 91/2025/QH15); the entry and its
 * place in the chain stay, and this act is an entry itself. Refuses `reason_missing`, `text_too_long`, `already_done`
 * (nothing is kept any more), `erasure_kept` (what says that something was erased stays), `not_found`.
 */
export async function eraseDetail(
	ctx: Context,
	input: { readonly entryId: string; readonly reason: string }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'audit_entry', id: input.entryId };
	return transact(ctx, 'erase_audit_detail', object, async ({ tx, permit, note }) => {
		const entry = isUuid(input.entryId) ? await tx.audit.find(input.entryId) : undefined;
		const allowed = permit('audit.erase', { sealed: entry?.sealed ?? false });
		if (!allowed.ok) return allowed;
		if (entry === undefined) return refuse('not_found');
		if (entry.action === 'erase_audit_detail') return refuse('erasure_kept');
		const reason = cleanText(input.reason);
		if (reason === '') return refuse('reason_missing', { field: 'reason' });
		if ([...reason].length > REASON_LIMIT)
			return refuse('text_too_long', { field: 'reason', params: { max: String(REASON_LIMIT) } });
		if (!(await tx.audit.eraseDetail(entry.id))) return refuse('already_done');
		note({ after: { reason, action: entry.action, at: entry.at } });
		return ok(true);
	});
}
