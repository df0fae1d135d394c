import { flowOf } from '#lib/domain/flow/flow.ts';
import { dossierOf, inVariant } from '#lib/domain/definitions/definition.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { councilRulesOn, rubricsOf } from '#lib/domain/flow/stage-council.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { present } from '#lib/domain/shared/present.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { windowOf } from '#lib/domain/workflow/call.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { CallFilter, CallListRow } from './ports.ts';
import { timetableOf } from './timetable.ts';

export const CALLS_PAGE_SIZE = 20;

/** What a visitor may know of a call in a list: nothing of who applied, and no count before the opening. */
function forVisitors(row: CallListRow) {
	const { code, programme, title, summary, opensAt, closesAt, envelope, state, lots, publishedAt, version } =
		row;
	const told = { code, programme, title, summary, opensAt, closesAt, envelope, state, lots };
	// How often it was changed: a calendar takes a deadline again when this grew.
	return { ...told, publishedAt, version };
}

export type PublicCall = ReturnType<typeof forVisitors>;

/** Published calls, those that can still be applied for first. */
export async function listPublicCalls(
	ctx: Context,
	question: {
		readonly standing: Exclude<CallFilter['standing'], 'draft'>;
		readonly search: string;
		readonly page: number;
		readonly size?: number;
	}
): Promise<Result<{ readonly rows: readonly PublicCall[]; readonly total: number; readonly now: Date }>> {
	return ask(ctx, 'public.read', {}, async (read) => {
		const [{ rows, total }, now] = await Promise.all([
			read.calls.list({
				standing: question.standing,
				search: question.search,
				withDrafts: false,
				sort: 'closes_soonest',
				page: question.page,
				size: question.size ?? CALLS_PAGE_SIZE
			}),
			read.clock.now()
		]);
		return ok({ rows: rows.map(forVisitors), total, now });
	});
}

/** Code of the call that announces this one a second time, once it is public. */
async function publishedAgain(read: Repositories, callId: string): Promise<string | null> {
	const again = await read.calls.announcedAgain(callId);
	return again === undefined || again.publishedAt === null ? null : again.code;
}

/** A call as its public page shows it: what the definition says, for each variant that the call's lots use. */
export async function readPublicCall(ctx: Context, code: string) {
	return ask(ctx, 'public.read', {}, async (read) => {
		const call = await read.calls.findByCode(code);
		// Whoever comes back to a call that was cancelled reads so; a draft that was given up was never public.
		if (call === undefined || call.publishedAt === null) return refuse('not_found');
		const [lots, stored, now, changes, key] = await Promise.all([
			read.calls.lots(call.id),
			read.definitions.find(call.definitionId),
			read.clock.now(),
			read.callChanges.of(call.id),
			read.sealing.openingKey(call.id)
		]);
		if (stored === undefined) throw new Error(`call ${code} has no definition`);
		const { document } = stored;
		const used = document.variants.filter(({ key }) => lots.some((lot) => lot.variant === key));
		const proposers = new Map(
			(
				await read.organisations.listByIds(
					lots.flatMap(({ proposerId }) => (proposerId === null ? [] : [proposerId]))
				)
			).map((row) => [row.id, row.name])
		);
		const flow = flowOf(document);
		const rules = rulesOn(document.ruleSet, deadlineDay(call.closesAt));
		return ok({
			call: {
				code: call.code,
				programme: call.programme,
				title: call.title,
				summary: call.summary,
				contact: call.contact,
				opensAt: call.opensAt,
				closesAt: call.closesAt,
				envelope: call.envelope,
				window: call.state === 'cancelled' ? ('over' as const) : windowOf(call, now),
				state: call.state
			},
			sealed: key !== undefined && call.openedAt === null,
			now,
			againOf: call.againOf === null ? null : ((await read.calls.find(call.againOf))?.code ?? null),
			announcedAgain: await publishedAgain(read, call.id),
			changes,
			extension: changes.findLast(({ kind }) => kind === 'extension') ?? null,
			cancellation: changes.find(({ kind }) => kind === 'cancellation') ?? null,
			programme: { title: document.title, summary: document.summary },
			office: flow.stages[0]?.lead,
			lots: lots.map(({ id, code: lotCode, title, variant, objectives, expectedProducts, proposerId }) => ({
				id,
				code: lotCode,
				title,
				variant,
				objectives,
				expectedProducts,
				proposer: proposerId === null ? null : (proposers.get(proposerId) ?? null)
			})),
			variants: used.map(({ key, label }) => ({
				key,
				label,
				conditions: document.conditions.filter((condition) => inVariant(condition, key)),
				dossier: dossierOf(document, key).map(
					({ key: item, label: name, guidance, required, accept, maxBytes, form }) => ({
						key: item,
						label: name,
						guidance,
						required: required === true ? 'always' : required === false ? 'never' : 'sometimes',
						accept,
						maxBytes,
						form,
						blanks: blankForms(document, key, item)
					})
				),
				criteria: flow.councils.flatMap(({ stage, name }) => {
					const rubric = rubricsOf(document, stage)[key];
					// One council needs no name to tell it by.
					return rubric === undefined ? [] : [{ rubric, name: flow.screens ? name : undefined }];
				})
			})),
			rules: saidRules(rules),
			screening: flow.screens
				? {
						name: flow.councils[0]?.name,
						rules: saidRules(councilRulesOn(document, 'screening', deadlineDay(call.closesAt)))
					}
				: null,
			legalBasis: document.legalBasis,
			timetable: timetableOf(document, call, await read.calendar.working())
		});
	});
}

interface BlankForm {
	readonly key: string;
	/** Its number, or what it is called. */
	readonly name: string;
}

/** Forms that an item takes signed; each can be had empty. */
function blankForms(
	{ prints = [] }: ProgrammeDefinition,
	variant: string,
	item: string
): readonly BlankForm[] {
	return prints
		.filter((spec) => inVariant(spec, variant) && spec.items.includes(item))
		.map(({ key, form, name }) => ({ key, name: form ?? name }));
}

/** Rules by which a council comes to its result, where they are in force. */
function saidRules(rules: RulesInForce) {
	return present({
		threshold: rules.threshold,
		zeroRule: rules.zeroRule,
		outlierRule: rules.outlierRule,
		bonus: rules.bonus,
		maxRecommendedPerLot: rules.maxRecommendedPerLot
	});
}
