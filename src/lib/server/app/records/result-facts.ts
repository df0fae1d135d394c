import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { TieDecision } from '#lib/domain/scoring/ranking.ts';
import { tieBreakCriterion } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { councilRulesOn, rubricsOf } from '#lib/domain/flow/stage-council.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { present } from '#lib/domain/shared/present.ts';
import { asSubmitted } from '../cases/applications/application-case.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { CallRow, LotRow } from '../calls/ports.ts';
import type { OrganisationRow } from '../organisations/ports.ts';
import type { DecidedKhoan } from '../budgets/ports.ts';
import type { Repositories } from '../ports.ts';
import type { SelectionItemRow } from '../selection/ports.ts';
import type { SessionRow, TallyRow, TieVoteRow } from '../sessions/ports.ts';

/** How equals of one lot were parted: by a rule with its figures, or by the council's vote. */
export interface PartedTie {
	readonly decision: TieDecision;
	/** Name of the flagged criterion. */
	readonly criterion: string;
	/** How many stood for the order; of a vote. */
	readonly vote?: TieVoteRow;
}

/** One application as decision and letters speak of it: aggregated, nothing of who gave what. */
export interface ResultCase {
	readonly application: ApplicationRow;
	readonly lot: LotRow;
	readonly organisation: OrganisationRow;
	/** Of the last council that counted. */
	readonly tally?: TallyRow;
	/** Points that its mean had to reach, with the clause. */
	readonly threshold?: { readonly value: number; readonly citation: string };
	/** How its place among equals came about, in the order in which it was decided. */
	readonly ties: readonly PartedTie[];
	readonly chosen?: SelectionItemRow;
	/** đồng, of the frozen appraised version that was approved. */
	readonly approved?: bigint;
	readonly own?: bigint;
	/** How it is paid; where the programme decides on it. */
	readonly khoan?: DecidedKhoan;
	/** Why no money was approved; for a rejected case. */
	readonly rejection?: string;
	/** The decision by which it left what was chosen, where it did. */
	readonly left?: CallDecision;
}

interface Counted {
	readonly tally: TallyRow;
	readonly session: SessionRow;
}

export interface ResultFacts {
	readonly call: CallRow;
	readonly definition: ProgrammeDefinition;
	readonly cases: readonly ResultCase[];
}

/**
 * Everything that the result of a call is drawn from, in the order of the selection. `withdrawn`: also those that
 * withdrew after they had been chosen.
 */
export async function resultFacts(
	tx: Repositories,
	call: CallRow,
	{ withdrawn = false } = {}
): Promise<ResultFacts> {
	const stored = await tx.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
	const selection = await tx.selection.ofCall(call.id);
	const left = new Map<string, CallDecision>(
		(selection === undefined ? [] : await tx.selectionChanges.of(selection.id)).flatMap(
			({ kind, applicationId, decision }) => (kind === 'call_up' ? [] : [[applicationId, decision] as const])
		)
	);
	const applications = (await tx.applications.ofCall(call.id)).filter(
		({ id, state }) => state !== 'draft' && (state !== 'withdrawn' || (withdrawn && left.has(id)))
	);
	const lots = new Map((await tx.calls.lots(call.id)).map((lot) => [lot.id, lot]));
	const organisations = new Map(
		(
			await tx.organisations.listByIds([...new Set(applications.map(({ organisationId }) => organisationId))])
		).map((row) => [row.id, row])
	);
	// What the first of two councils ended was counted by it alone; everything else by the one that decides.
	const counted = new Map<string, Counted>();
	for (const { stage } of flowOf(stored.document).councils) {
		const sessions = new Map((await tx.sessions.ofCall(call.id, stage)).map((row) => [row.id, row]));
		for (const tally of await tx.sessions.talliesOfCall(call.id, stage)) {
			const session = sessions.get(tally.sessionId);
			if (session !== undefined) counted.set(tally.applicationId, { tally, session });
		}
	}
	const day = deadlineDay(call.closesAt);
	const items = new Map(
		(selection === undefined ? [] : await tx.selection.items(selection.id)).map((row) => [
			row.applicationId,
			row
		])
	);
	const methods = await tx.budgets.khoanMethods(call.id);
	const rejections = await tx.budgets.rejectionReasons(call.id);
	const approved = await tx.budgets.approvedOf(call.id);
	const cases: ResultCase[] = [];
	for (const application of applications) {
		const lot = lots.get(application.lotId);
		const organisation = organisations.get(application.organisationId);
		if (lot === undefined || organisation === undefined)
			throw new Error(`application ${application.id} is torn`);
		const version = approved.get(application.id);
		const count = counted.get(application.id);
		const stage = count?.session.stage ?? DECIDING;
		cases.push({
			application,
			lot,
			organisation: asSubmitted(organisation, application),
			ties: tiesOf(application.id, count?.session, rubricsOf(stored.document, stage)[lot.variant]),
			...present({
				tally: count?.tally,
				threshold: councilRulesOn(stored.document, stage, day).threshold,
				chosen: items.get(application.id),
				approved: version?.stateTotal,
				own: version?.ownTotal,
				khoan: methods.get(application.id),
				left: left.get(application.id),
				rejection: application.state === 'rejected' ? rejections.get(application.id) : undefined
			})
		});
	}
	return {
		call,
		definition: stored.document,
		cases: cases.sort((a, b) => (a.chosen?.position ?? 1e6) - (b.chosen?.position ?? 1e6))
	};
}

function tiesOf(
	applicationId: string,
	session: SessionRow | undefined,
	rubric: Rubric | undefined
): readonly PartedTie[] {
	if (session === undefined) return [];
	const criterion = (rubric === undefined ? undefined : tieBreakCriterion(rubric))?.label.vi ?? '';
	return (session.ranking?.ranking.decisions ?? [])
		.filter(({ between }) => between.includes(applicationId))
		.map((decision) => {
			const vote =
				decision.by === 'council_vote'
					? session.tieVotes.find(({ order }) => order.join() === decision.order.flat().join())
					: undefined;
			return { decision, criterion, ...(vote === undefined ? {} : { vote }) };
		});
}
