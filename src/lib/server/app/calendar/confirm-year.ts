import { isKnownYear } from '#lib/domain/rules/calendar.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';

/**
 * Says that all days off and exchanged days of a year are listed, after the documents of that year. Refuses
 * `calendar_year_without_tet` {year} (nobody can have seen its document), `already_done`, `not_found`. `by`: in whose
 * name the set-up confirms it, at the terminal.
 */
export async function confirmYear(
	ctx: Context,
	input: { readonly year: number; readonly by?: string }
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'calendar_year', id: String(input.year) };
	return transact(ctx, 'confirm_calendar_year', about, async ({ tx, permit, note }) => {
		const allowed = permit('calendar.manage');
		if (!allowed.ok) return allowed;
		const person =
			input.by !== undefined && ctx.actor.kind === 'system' ? ok({ personId: input.by }) : personOf(ctx);
		if (!person.ok) return person;
		const last = await tx.calendar.confirmation(input.year);
		if (last?.confirmed === true) return refuse('already_done');
		if (!isKnownYear(await tx.calendar.working(), input.year)) {
			return refuse('calendar_year_without_tet', { params: { year: String(input.year) } });
		}
		const { personId } = person.value;
		await tx.calendar.confirm({ id: ctx.app.ids.v7(), year: input.year, confirmed: true, by: personId });
		note({ before: { confirmed: last?.confirmed ?? false }, after: { confirmed: true } });
		return ok(true);
	});
}
