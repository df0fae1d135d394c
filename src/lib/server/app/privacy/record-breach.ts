import { breachDue, breachProblems } from '#lib/domain/privacy/data-requests.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { breachRecorded } from '../mail/letters/privacy.ts';
import { tell } from '../mail/tell.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * Writes down that personal data got out: the report to the specialised agency is due from when it was found. Refuses
 * `data_breach_incomplete` with those of `breachProblems`, `not_found`.
 */
export async function recordBreach(
	ctx: Context,
	input: {
		readonly foundAt: Date;
		readonly what: string;
		readonly people: number | null;
		readonly measures: string;
	}
): Promise<Result<{ readonly id: string; readonly dueAt: Date }>> {
	const id = ctx.app.ids.v7();
	return transact(ctx, 'record_breach', { type: 'data_breach', id }, async ({ tx, permit, note }) => {
		const allowed = permit('privacy.answer');
		if (!allowed.ok) return allowed;
		const actor = personOf(ctx);
		if (!actor.ok) return actor;
		const causes = breachProblems(input, await tx.clock.now());
		if (causes.length > 0) return refuse('data_breach_incomplete', { causes });
		const dueAt = breachDue(input.foundAt, await tx.privacy.term());
		await tx.privacy.addBreach({ id, ...input, dueAt }, actor.value.personId);
		const { foundAt, people } = input;
		await tell(ctx, tx, {
			to: await tx.identity.readersOfRoles(['administrator', 'director', 'auditor']),
			key: `data-breach:${id}`,
			letter: breachRecorded({ by: actor.value.name, foundAt, dueAt, path: '/quan-tri/du-lieu-ca-nhan' })
		});
		note({ after: { foundAt: foundAt.toISOString(), dueAt: dueAt.toISOString(), people } });
		return ok({ id, dueAt });
	});
}

/**
 * Writes down by which paper the breach was reported. Refuses `data_report_ahead` (a day to come), `data_report_early`
 * (before it was found), `already_done`, `not_found`.
 */
export async function reportBreach(
	ctx: Context,
	input: { readonly breachId: string; readonly number: string; readonly day: CalendarDate }
): Promise<Result<true>> {
	const about = { type: 'data_breach', id: isUuid(input.breachId) ? input.breachId : '' } as const;
	return transact(ctx, 'report_breach', about, async ({ tx, permit, note }) => {
		const allowed = permit('privacy.answer');
		if (!allowed.ok) return allowed;
		const actor = personOf(ctx);
		if (!actor.ok) return actor;
		const breach = isUuid(input.breachId) ? await tx.privacy.breach(input.breachId) : undefined;
		if (breach === undefined) return refuse('not_found');
		if (input.day > vietnamDateOf(await tx.clock.now())) return refuse('data_report_ahead', { field: 'day' });
		if (input.day < vietnamDateOf(breach.foundAt)) return refuse('data_report_early', { field: 'day' });
		const { number, day } = input;
		if (!(await tx.privacy.report(breach.id, actor.value.personId, { number, day })))
			return refuse('already_done');
		note({ before: { dueAt: breach.dueAt.toISOString() }, after: { number, day } });
		return ok(true);
	});
}
