import { can } from '#lib/domain/access/policy.ts';
import { rulesOn } from '#lib/domain/access/late-ties.ts';
import type { TieRuler } from '#lib/domain/access/late-ties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { FindingRow, TieStanding } from './ports.ts';
import { consequencesOf } from './tie-consequences.ts';
import type { TieConsequences } from './tie-consequences.ts';

export const TIES_PAGE_SIZE = 25;

/** Councils whose findings the reader may see by a seat; `all` for who reads every one. */
function scopeOfReader(ctx: Context): { readonly all: boolean; readonly councilIds: readonly string[] } {
	if (ctx.actor.kind !== 'person') return { all: false, councilIds: [] };
	const { grants, seats } = ctx.actor;
	return {
		all: grants.some(({ role }) => role === 'director' || role === 'auditor'),
		councilIds: seats.flatMap(({ role, councilId }) =>
			role === 'chair' || role === 'vice_chair' ? [councilId] : []
		)
	};
}

/** How a person comes to rule: as director, or by a seat on the council of the finding. */
export function rulerOf(ctx: Context, councilId: string | null): TieRuler | undefined {
	if (ctx.actor.kind !== 'person') return undefined;
	const { personId, grants, seats } = ctx.actor;
	const seat = seats.find((held) => held.councilId === councilId)?.role;
	return {
		personId,
		director: grants.some(({ role }) => role === 'director'),
		...(seat === undefined ? {} : { seat })
	};
}

/** Ties that appeared late, what waits for a ruling first. */
export async function listTies(
	ctx: Context,
	question: { readonly search: string; readonly standing: TieStanding; readonly page: number }
): Promise<
	Result<{
		readonly rows: readonly Omit<FindingRow, 'seen'>[];
		readonly total: number;
		/** How long ties count, for a call that would open now. */
		readonly period: { readonly months: number; readonly source: string };
	}>
> {
	return ask(ctx, 'tie.read', {}, async (read) => {
		const { rows, total } = await read.ties.list({
			...question,
			...scopeOfReader(ctx),
			notAbout: ctx.actor.kind === 'person' ? ctx.actor.personId : '',
			size: TIES_PAGE_SIZE
		});
		const { months, source } = await read.ties.periodOf(await read.clock.now());
		return ok({ rows: rows.map(({ seen: _seen, ...row }) => row), total, period: { months, source } });
	});
}

export interface TieView {
	readonly finding: FindingRow;
	/** Now while it waits, as it was seen once it is ruled on. */
	readonly consequences: TieConsequences;
	readonly mayRule: boolean;
	/** It waits, and nobody may rule on it before somebody is appointed to act for the director. */
	readonly rulerMissing: boolean;
}

/** One finding with what it would change. Refuses `not_found`, also to the person whom it is about. */
export async function readTie(ctx: Context, id: string): Promise<Result<TieView>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	return ask(ctx, 'tie.read', {}, async (read) => {
		const finding = isUuid(id) ? await read.ties.finding(id) : undefined;
		const scope = scopeOfReader(ctx);
		const seen =
			finding !== undefined &&
			(scope.all || (finding.councilId !== null && scope.councilIds.includes(finding.councilId)));
		if (!seen || finding.personId === person.value.personId) return refuse('not_found');
		const ruler = rulerOf(ctx, finding.councilId);
		const open = finding.ruling === null && finding.withdrawnAt === null;
		return ok({
			finding,
			// Written by `ruleTie` from the same shape.
			consequences:
				finding.seen === null ? await consequencesOf(read, finding) : (finding.seen as TieConsequences),
			rulerMissing: open && (await read.ties.rulersOf(finding)).length === 0,
			mayRule: open && can(ctx.actor, 'tie.rule').ok && ruler !== undefined && rulesOn(finding, ruler)
		});
	});
}
