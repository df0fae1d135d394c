import { callStepsOf, flowOf } from '#lib/domain/flow/flow.ts';
import { can, scopeOf } from '#lib/domain/access/policy.ts';
import { dateParts, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { windowOf } from '#lib/domain/workflow/call.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { publicationProblems } from './call-draft.ts';
import { fundRoomOf } from './fund-room.ts';
import type { CallFilter } from './ports.ts';
import { CALLS_PAGE_SIZE } from './public-calls.ts';
import { timetableOf } from './timetable.ts';

/** The calls of the officer's programmes, drafts among them. */
export async function listStaffCalls(
	ctx: Context,
	question: {
		readonly standing: CallFilter['standing'];
		readonly search: string;
		readonly page: number;
		readonly size?: number;
	}
) {
	return ask(ctx, 'call.read_staff', {}, async (read) => {
		const scope = scopeOf(ctx.actor, 'call.read_staff');
		const [{ rows, total }, now] = await Promise.all([
			read.calls.list({
				standing: question.standing,
				search: question.search,
				...(scope.all ? {} : { programmes: scope.programmes }),
				withDrafts: true,
				sort: 'newest',
				page: question.page,
				size: question.size ?? CALLS_PAGE_SIZE
			}),
			read.clock.now()
		]);
		return ok({ rows, total, now, mayCreate: can(ctx.actor, 'call.manage').ok });
	});
}

/** Sources of money by code and name; balances are for finance. */
async function fundChoices(read: Repositories, year: number) {
	const rows = await read.funds.list(year);
	return [...new Map(rows.map(({ id, code, name }) => [id, { id, code, name }])).values()];
}

/** What the form of a new call offers: the programmes that the officer manages, and the sources of money. */
export async function readNewCall(ctx: Context) {
	return ask(ctx, 'call.manage', {}, async (read) => {
		const today = vietnamDateOf(await read.clock.now());
		const { year } = dateParts(today);
		const [definitions, funds] = await Promise.all([read.definitions.list(), fundChoices(read, year)]);
		// The list is ordered with the newest version of each programme first.
		const newest = new Map(definitions.toReversed().map((stored) => [stored.key, stored.document]));
		return ok({
			programmes: [...newest.values()]
				.filter(({ key }) => can(ctx.actor, 'call.manage', { programme: key }).ok)
				.map((document) => ({ key: document.key, title: document.title, paid: flowOf(document).paid })),
			funds,
			today,
			year
		});
	});
}

/** One call as its officer runs it. Refuses `not_found`. */
export async function readCallCockpit(ctx: Context, code: string) {
	const call = await ctx.app.db.read.calls.findByCode(code);
	if (call === undefined) return refuse('not_found');
	return ask(ctx, 'call.read_staff', { programme: call.programme }, async (read) => {
		const [lots, stored, counts, now, calendar] = await Promise.all([
			read.calls.lots(call.id),
			read.definitions.find(call.definitionId),
			read.calls.countStates(call.id),
			read.clock.now(),
			read.calendar.working()
		]);
		if (stored === undefined) throw new Error(`call ${code} has no definition`);
		const { document } = stored;
		const flow = flowOf(document);
		const funds = await fundChoices(read, dateParts(vietnamDateOf(now)).year);
		const mayManage = can(ctx.actor, 'call.manage', { programme: call.programme }).ok;
		const draft = call.state === 'draft';
		const first = call.againOf === null ? undefined : await read.calls.find(call.againOf);
		const missing: readonly Refusal[] =
			draft && mayManage ? publicationProblems(call, document, lots, { now, calendar, first }) : [];
		const room = draft && mayManage ? await fundRoomOf(read, call) : undefined;
		return ok({
			call,
			lots,
			now,
			/** Code of the call that this one announces a second time. */
			againOf: first?.code ?? null,
			/** The draft asks for more than its source has: said before it is published, and no reason to refuse. */
			short: room !== undefined && room.short > 0n ? room : null,
			window: windowOf(call, now),
			definition: {
				id: stored.id,
				version: stored.version,
				hash: stored.hash,
				frozenAt: stored.frozenAt,
				title: document.title
			},
			variants: document.variants.map(({ key, label }) => ({ key, label })),
			/** Drafts are the applicants' own: how many there are is nobody's business before they are submitted. */
			counts: Object.entries(counts).filter(([state]) => state !== 'draft'),
			steps: callStepsOf(flow, call.state, windowOf(call, now)),
			listsTasks: flow.listsTasks,
			paid: flow.paid,
			timetable: timetableOf(document, call, calendar),
			fund: funds.find(({ id }) => id === call.fundSourceId) ?? null,
			funds,
			mayEdit: draft && mayManage,
			missing
		});
	});
}
