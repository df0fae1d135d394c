/**
 * Who speaks for an organisation. Whoever registers one has claimed its code and no more; the office proves the claim
 * from a paper or a register, or refuses it. Claims for one code stand side by side until one of them is proved.
 */
import { compareDates } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';

export const STANDINGS = ['claimed', 'proved', 'refused', 'merged'] as const;

export type Standing =
	/** Registered by somebody; the office has not ruled. */
	| 'claimed'
	/** The office has seen who speaks for the code. At most one organisation of a code. */
	| 'proved'
	| 'refused'
	/** The same firm as another one here, which holds all that was its own. */
	| 'merged';

/** Registers in which the office looks a firm up; the words name their laws. */
export const REGISTERS = ['business', 'cooperative', 'household', 'tax', 'science', 'decision'] as const;
export type RegisterKind = (typeof REGISTERS)[number];

export interface Paper {
	readonly id: string;
	readonly verdict: 'clean' | 'infected' | 'pending' | 'not_configured';
}

/** What a proof rests on. */
export type Proof =
	| { readonly basis: 'document'; readonly paperId: string }
	| {
			readonly basis: 'register';
			readonly kind: RegisterKind;
			readonly number: string;
			/** The day on which it was looked up. */
			readonly on: CalendarDate;
	  };

/** Longest reason of a ruling, and longest number in a register, characters. */
export const REASON_LIMIT = 2000;
const NUMBER_LIMIT = 60;

export interface ProofFacts {
	readonly standing: Standing;
	/** Another organisation of the same code is proved. */
	readonly codeProved: boolean;
	readonly papers: readonly Paper[];
	readonly today: CalendarDate;
}

function open(standing: Standing): Result<true> {
	return standing === 'claimed' ? ok(true) : refuse('organisation_ruled');
}

/**
 * Whether the claim is proved by this. Refuses `organisation_ruled`, `code_proved_by_another`, `paper_missing`,
 * `paper_unchecked` (waits for the scanner, or is infected), `register_number_missing`, `text_too_long`,
 * `register_date_future`.
 */
export function mayProve(proof: Proof, facts: ProofFacts): Result<true> {
	const still = open(facts.standing);
	if (!still.ok) return still;
	if (facts.codeProved) return refuse('code_proved_by_another');
	if (proof.basis === 'document') {
		const paper = facts.papers.find(({ id }) => id === proof.paperId);
		if (paper === undefined) return refuse('paper_missing', { field: 'paperId' });
		const checked = paper.verdict === 'clean' || paper.verdict === 'not_configured';
		return checked ? ok(true) : refuse('paper_unchecked', { field: 'paperId' });
	}
	const number = cleanText(proof.number);
	if (number === '') return refuse('register_number_missing', { field: 'registerNo' });
	if ([...number].length > NUMBER_LIMIT)
		return refuse('text_too_long', { field: 'registerNo', params: { max: String(NUMBER_LIMIT) } });
	return compareDates(proof.on, facts.today) > 0
		? refuse('register_date_future', { field: 'registerDate' })
		: ok(true);
}

/** The reason of a ruling, tidied. Refuses `reason_missing`, `text_too_long`. */
export function reasonOf(text: string): Result<string> {
	const reason = cleanText(text);
	if (reason === '') return refuse('reason_missing', { field: 'reason' });
	return [...reason].length > REASON_LIMIT
		? refuse('text_too_long', { field: 'reason', params: { max: String(REASON_LIMIT) } })
		: ok(reason);
}

/** Whether a claim may be refused for this reason. Refuses `organisation_ruled`, those of `reasonOf`. */
export function mayRefuse(standing: Standing, reason: string): Result<string> {
	const still = open(standing);
	return still.ok ? reasonOf(reason) : still;
}

/** Whether the office may correct what stands here. Refuses `organisation_over` for a refused or merged one. */
export function mayCorrect(standing: Standing): Result<true> {
	return standing === 'claimed' || standing === 'proved' ? ok(true) : refuse('organisation_over');
}

/**
 * Whether one may be merged into the other: both of them live, and the one that goes is not the proved one beside an
 * unproved. Refuses `merge_into_itself`, `organisation_over`, `merge_proved_goes`.
 */
export function mayMerge(
	from: { readonly id: string; readonly standing: Standing },
	into: { readonly id: string; readonly standing: Standing }
): Result<true> {
	if (from.id === into.id) return refuse('merge_into_itself', { field: 'intoId' });
	for (const { standing } of [from, into]) {
		const live = mayCorrect(standing);
		if (!live.ok) return live;
	}
	return from.standing === 'proved' && into.standing !== 'proved'
		? refuse('merge_proved_goes', { field: 'intoId' })
		: ok(true);
}

/** Whether a dossier may be found valid. Refuses `organisation_unproved`, `claim_refused`. */
export function mayBeValid(standing: Standing): Result<true> {
	if (standing === 'refused') return refuse('claim_refused');
	return standing === 'proved' ? ok(true) : refuse('organisation_unproved');
}

/** Whether the organisation may draft and submit: a claim that waits may. Refuses `claim_refused`, `organisation_over`. */
export function mayApply(standing: Standing): Result<true> {
	return standing === 'refused' ? refuse('claim_refused') : mayCorrect(standing);
}

/** What stands under a code as one person claims it. */
export interface ClaimBeside {
	readonly standing: Standing;
	/** The person acts for it already. */
	readonly own: boolean;
}

/**
 * Whether a person may claim a code; what others claim is no hindrance. Gives whether something stands beside.
 * Refuses `claim_exists` where the person acts for a live organisation of that code already.
 */
export function mayClaim(known: readonly ClaimBeside[]): Result<{ readonly beside: boolean }> {
	const live = known.filter(({ standing }) => standing === 'claimed' || standing === 'proved');
	return live.some(({ own }) => own)
		? refuse('claim_exists', { field: 'taxCode' })
		: ok({ beside: live.length > 0 });
}
