import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { parseCalendarDate, vietnamInstant } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { parseTimeOfDay } from '#lib/domain/shared/typed-time.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { councilStanding } from '../cases/councils/council-standing.ts';
import { mailSession } from './mail-council.ts';
import { loadManagedCouncil } from '../cases/councils/load-council.ts';

const PLACE_LIMIT = 200;

/**
 * Sets day, hour and place of a lot's session while it is planned, and tells the members who judge it. Refuses
 * `session_plan_wrong` with every cause (the date's own, `time_format`, `session_in_past`, `place_missing`,
 * `text_too_long`), `session_in_progress`, `stale_version`, `not_found`.
 */
export async function planSession(
	ctx: Context,
	input: {
		readonly councilId: string;
		readonly lotId: string;
		readonly version: number;
		/** As typed: `28/02/2026` or ISO. */
		readonly date: string;
		/** As typed: `08:30` or `8h30`, Vietnam time. */
		readonly time: string;
		readonly place: string;
	}
): Promise<Result<true>> {
	return transact(ctx, 'plan_session', { type: 'lot', id: input.lotId }, async ({ tx, permit, note }) => {
		const loaded = await loadManagedCouncil({ tx, permit }, input.councilId);
		if (!loaded.ok) return loaded;
		const { council } = loaded.value;
		const lot = (await tx.councils.lots(council.id)).find(({ lotId }) => lotId === input.lotId);
		if (lot === undefined) return refuse('not_found');
		if (lot.sessionState !== 'planned') return refuse('session_in_progress');

		const plannedAt = await tx.clock.now();
		const plan = readPlan(input, plannedAt);
		if (!plan.ok) return plan;
		const { scheduledAt, place } = plan.value;
		if (
			!(await tx.councils.setSession(
				{ sessionId: lot.sessionId, version: input.version },
				{ ...plan.value, plannedAt }
			))
		) {
			return refuse('stale_version');
		}
		const standing = await councilStanding(tx, council.id, lot.lotId);
		const members = (standing?.members ?? []).filter(
			({ memberId }) => standing?.recusedMemberIds.includes(memberId) !== true
		);
		await mailSession(ctx, tx, council, lot, { scheduledAt, place, version: input.version }, members);
		note({
			before: { scheduledAt: lot.scheduledAt?.toISOString() ?? null, place: lot.place },
			after: { scheduledAt: scheduledAt.toISOString(), place }
		});
		return ok(true);
	});
}

function readPlan(
	input: { readonly date: string; readonly time: string; readonly place: string },
	now: Date
): Result<{ readonly scheduledAt: Date; readonly place: string }> {
	const causes: Refusal[] = [];
	const date = parseCalendarDate(input.date, 'date');
	if (!date.ok) causes.push(date.refusal);
	const time = parseTimeOfDay(input.time, { field: 'time' });
	if (!time.ok) causes.push(time.refusal);
	const place = collapse(input.place);
	if (place === '') causes.push({ code: 'place_missing', field: 'place' });
	if ([...place].length > PLACE_LIMIT) {
		causes.push({ code: 'text_too_long', field: 'place', params: { max: String(PLACE_LIMIT) } });
	}
	if (!date.ok || !time.ok) return refuse('session_plan_wrong', { causes });
	const scheduledAt = vietnamInstant(date.value, time.value.hour, time.value.minute);
	if (scheduledAt <= now) causes.push({ code: 'session_in_past', field: 'date' });
	return causes.length === 0 ? ok({ scheduledAt, place }) : refuse('session_plan_wrong', { causes });
}
