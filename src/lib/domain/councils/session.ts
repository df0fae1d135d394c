/**
 * What must hold before a session opens, is tallied and closes. The states themselves are in
 * workflow/review-session.ts; here is what the facts allow.
 */
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { requireOrder } from '#lib/domain/scoring/ranking.ts';
import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import type { QuorumAssessment } from './quorum.ts';

export interface SessionSheet {
	readonly memberId: string;
	readonly applicationId: string;
	readonly state: 'draft' | 'submitted';
	/** The reason for which the counting board declared the sheet invalid; it is then no ballot. */
	readonly invalidReason?: string;
}

export interface Recusal {
	readonly memberId: string;
	readonly applicationId: string;
}

/**
 * Opening: the quorum is met, there is something to compare, and no member who is present has an
 * undeclared or unruled interest (`unsettled`, from access/conflict-of-interest.ts).
 * Refuses `session_cannot_open` with every cause: `no_valid_applications`, those of the quorum, the unsettled.
 */
export function mayOpenSession(facts: {
	readonly applicationIds: readonly string[];
	readonly quorum: QuorumAssessment;
	readonly unsettled: readonly Refusal[];
}): Result<true> {
	const causes: Refusal[] = [
		...(facts.applicationIds.length === 0 ? [because('no_valid_applications')] : []),
		...facts.quorum.missing,
		...facts.unsettled
	];
	return causes.length === 0 ? ok(true) : refuse('session_cannot_open', { causes });
}

export interface SortedSheets<S extends SessionSheet> {
	/** The ballots: submitted sheets of members present and not recused, not declared invalid. */
	readonly ballots: readonly S[];
	/** Sheets of members present, declared invalid with a reason: no ballot, but the member was present. */
	readonly invalid: readonly S[];
	/** Submitted sheets of absent members: written opinions, shown and never counted. */
	readonly opinions: readonly S[];
	/** Members present and not recused who have neither a ballot nor an invalid sheet. */
	readonly missingIds: readonly string[];
	/** Members present and not recused: the base of the zero rule. */
	readonly present: number;
}

/** Sorts the sheets of one application (TT 20/2023, Art. 11: an absent member's opinion is not a ballot). */
export function sortSheets<S extends SessionSheet>(
	applicationId: string,
	facts: {
		readonly presentIds: readonly string[];
		readonly recusals: readonly Recusal[];
		readonly sheets: readonly S[];
	}
): SortedSheets<S> {
	const recused = new Set(
		facts.recusals
			.filter((recusal) => recusal.applicationId === applicationId)
			.map(({ memberId }) => memberId)
	);
	const voters = facts.presentIds.filter((memberId) => !recused.has(memberId));
	const sheets = facts.sheets.filter(
		(sheet) => sheet.applicationId === applicationId && !recused.has(sheet.memberId)
	);
	const ofVoters = sheets.filter((sheet) => voters.includes(sheet.memberId));
	const invalid = ofVoters.filter((sheet) => sheet.invalidReason !== undefined);
	const ballots = ofVoters.filter(
		(sheet) => sheet.state === 'submitted' && sheet.invalidReason === undefined
	);
	const settled = new Set([...ballots, ...invalid].map((sheet) => sheet.memberId));
	return {
		ballots,
		invalid,
		opinions: sheets.filter((sheet) => !voters.includes(sheet.memberId) && sheet.state === 'submitted'),
		missingIds: voters.filter((memberId) => !settled.has(memberId)),
		present: voters.length
	};
}

/**
 * Tallying: every member present has, for every application, a ballot or a sheet declared invalid.
 * Refuses `sheet_missing` {count}: how many sheets are out, never whose.
 */
export function mayTally(
	applicationIds: readonly string[],
	facts: {
		readonly presentIds: readonly string[];
		readonly recusals: readonly Recusal[];
		readonly sheets: readonly SessionSheet[];
	}
): Result<true> {
	const count = applicationIds.reduce((sum, id) => sum + sortSheets(id, facts).missingIds.length, 0);
	return count === 0 ? ok(true) : refuse('sheet_missing', { params: { count: String(count) } });
}

/** Declaring a sheet invalid. Refuses `reason_missing`, `member_not_present`. */
export function mayDeclareInvalid(
	memberId: string,
	reason: string,
	presentIds: readonly string[]
): Result<string> {
	const said = reason.trim();
	if (said === '') return refuse('reason_missing', { field: 'reason' });
	return presentIds.includes(memberId) ? ok(said) : refuse('member_not_present');
}

export interface BoardSeat {
	readonly memberId: string;
	readonly head: boolean;
}

/**
 * The board elected to count the ballots (TT 20/2023, Art. 11: three members, one at the head), from those present.
 * Refuses `counting_board_missing` {needed}, `counting_board_not_member`, `counting_board_size` {count, needed},
 * `member_not_present`, `counting_board_head_missing`.
 */
export function checkCountingBoard(
	board: readonly BoardSeat[],
	facts: {
		/** The council as appointed. */
		readonly memberIds: readonly string[];
		readonly presentIds: readonly string[];
		readonly rules: Pick<RulesInForce, 'countingBoard'>;
	}
): Result<readonly BoardSeat[]> {
	const needed = facts.rules.countingBoard?.value;
	const ids = new Set(board.map(({ memberId }) => memberId));
	if (needed === undefined && ids.size === 0) return ok([]);
	if (ids.size === 0) return refuse('counting_board_missing', { params: { needed: String(needed ?? 1) } });
	if ([...ids].some((id) => !facts.memberIds.includes(id))) return refuse('counting_board_not_member');
	if (ids.size !== board.length || (needed !== undefined && ids.size !== needed)) {
		const params = { count: String(ids.size), needed: String(needed ?? board.length) };
		return refuse('counting_board_size', { params });
	}
	if ([...ids].some((id) => !facts.presentIds.includes(id))) return refuse('member_not_present');
	return board.filter(({ head }) => head).length === 1
		? ok(board)
		: refuse('counting_board_head_missing', { field: 'headId' });
}

/**
 * Closing, which freezes the session: by the one who led it, over a tally of all its applications, with a
 * strict order. Refuses `session_cannot_close` with every cause: `not_session_lead`, `tally_missing`
 * {count}, `tie_needs_vote` {codes} for each open tie.
 */
export function mayCloseSession(facts: {
	readonly memberId: string;
	readonly leadId: string | null;
	readonly applicationIds: readonly string[];
	readonly talliedIds: readonly string[];
	readonly ranking: Ranking;
}): Result<true> {
	const causes: Refusal[] = [];
	if (facts.leadId === null || facts.memberId !== facts.leadId) causes.push({ code: 'not_session_lead' });
	const untallied = facts.applicationIds.filter((id) => !facts.talliedIds.includes(id)).length;
	if (untallied > 0) causes.push({ code: 'tally_missing', params: { count: String(untallied) } });
	const order = requireOrder(facts.ranking);
	if (!order.ok) causes.push(...(order.refusal.causes ?? [order.refusal]));
	return causes.length === 0 ? ok(true) : refuse('session_cannot_close', { causes });
}
