import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { TieDecision } from '#lib/domain/scoring/ranking.ts';
import { tieBreakCriterion } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { present } from '#lib/domain/shared/present.ts';
import { asSubmitted } from '../applications/application-case.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { CallRow, LotRow } from '../calls/ports.ts';
import type { OrganisationRow } from '../organisations/ports.ts';
import type { DecidedKhoan } from '../budgets/ports.ts';
import type { Tx } from '../ports.ts';
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
	readonly tally?: TallyRow;
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
}

export interface ResultFacts {
	readonly call: CallRow;
	readonly definition: ProgrammeDefinition;
	readonly cases: readonly ResultCase[];
	/** Points that the mean had to reach, with the clause. */
	readonly threshold?: { readonly value: number; readonly citation: string };
}

/** Everything that the result of a call is drawn from, in the order of the selection. */
export async function resultFacts(tx: Tx, call: CallRow): Promise<ResultFacts> {
	const stored = await tx.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
	const applications = (await tx.applications.ofCall(call.id)).filter(
		({ state }) => state !== 'draft' && state !== 'withdrawn'
	);
	const lots = new Map((await tx.calls.lots(call.id)).map((lot) => [lot.id, lot]));
	const organisations = new Map(
		(
			await tx.organisations.listByIds([...new Set(applications.map(({ organisationId }) => organisationId))])
		).map((row) => [row.id, row])
	);
	const tallies = new Map((await tx.sessions.talliesOfCall(call.id)).map((row) => [row.applicationId, row]));
	const sessions = new Map((await tx.sessions.ofCall(call.id)).map((row) => [row.lotId, row]));
	const selection = await tx.selection.ofCall(call.id);
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
		cases.push({
			application,
			lot,
			organisation: asSubmitted(organisation, application),
			ties: tiesOf(application.id, sessions.get(lot.id), stored.document.rubrics[lot.variant]),
			...present({
				tally: tallies.get(application.id),
				chosen: items.get(application.id),
				approved: version?.stateTotal,
				own: version?.ownTotal,
				khoan: methods.get(application.id),
				rejection: application.state === 'rejected' ? rejections.get(application.id) : undefined
			})
		});
	}
	const rule = rulesOn(stored.document.ruleSet, deadlineDay(call.closesAt)).threshold;
	return {
		call,
		definition: stored.document,
		cases: cases.sort((a, b) => (a.chosen?.position ?? 1e6) - (b.chosen?.position ?? 1e6)),
		...(rule === undefined ? {} : { threshold: { value: rule.value, citation: rule.citation } })
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
