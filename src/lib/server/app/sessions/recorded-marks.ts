import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { MemberRow } from '../councils/ports.ts';
import type { Context } from '../use-case.ts';
import type { AttendanceRow, SessionRow } from './ports.ts';

type Came = Pick<AttendanceRow, 'memberId' | 'present' | 'authorised' | 'authorisation'>;

/**
 * What a part of the session held when its page was made, as a form brings it back. Two people record one session:
 * what the other wrote meanwhile is shown to the second before it is written over.
 */
export const recordedMarks = {
	conclusion: (ctx: Context, { conclusion }: Pick<SessionRow, 'conclusion'>) => markOf(ctx, conclusion),
	board: (ctx: Context, { countingBoard }: Pick<SessionRow, 'countingBoard'>) =>
		markOf(ctx, countingBoard.map(({ memberId, head }) => `${memberId} ${head}`).sort()),
	attendance: (ctx: Context, rows: readonly Came[]) => markOf(ctx, rows.filter(isSaid).map(saidOf).sort())
};

/** Refuses as `changed` says, with the mark of what stands there now, unless it is what was seen; nothing is asked of who says nothing. */
export function unlessSeen(seen: string | undefined, now: string, changed: Refusal): Result<true> {
	if (seen === undefined || seen === now) return ok(true);
	return { ok: false, refusal: { ...changed, params: { ...changed.params, seen: now } } };
}

/** Members as the refusal names them. */
export function namesOf(members: readonly Pick<MemberRow, 'title' | 'name'>[]): string {
	return members.map(({ title, name }) => [title, name].filter(Boolean).join(' ')).join(', ');
}

function markOf(ctx: Context, value: JsonValue): string {
	return ctx.app.ids.sha256(canonicalJson(value)).slice(0, 16);
}

/** Who is recorded absent, and who is not recorded yet, is not there either way. */
const isSaid = ({ present, authorised }: Came): boolean => present || authorised;

function saidOf({ memberId, present, authorised, authorisation }: Came): string {
	return [memberId, present, authorised, authorisation?.number ?? '', authorisation?.date ?? ''].join(' ');
}
