/** The steps that every count has, whatever the kind of ballot. */
import { SIDES_INTEGERS } from './share-test.ts';
import type { ShareTest } from './share-test.ts';
import type { StepReading } from './step-record.ts';

/** Why a ballot is none: nothing is marked on it, or it is not filled in as the form asks. */
export interface Invalidity {
	readonly ground: 'blank' | 'not_per_form';
	/** In the words of whoever counts. */
	readonly reason: string;
}

export interface BallotsStep {
	readonly kind: 'ballots';
	readonly members: bigint;
	readonly present: bigint;
	readonly cast: bigint;
	readonly valid: bigint;
	readonly invalid: readonly (Invalidity & { readonly ballotId: string })[];
}

/** Something that the body must know and that decides nothing: whether enough ballots are valid. */
export interface ValidShareStep {
	readonly kind: 'valid_share';
	readonly citation: string;
	readonly test: ShareTest;
}

export interface ConclusionStep {
	readonly kind: 'conclusion';
	readonly outcome: string;
	/** Every reason against, as codes; empty where nothing speaks against. */
	readonly reasons: readonly string[];
}

export const COUNT_READING: StepReading = {
	parts: {
		ballots: ['members', 'present', 'cast', 'valid', 'invalid'],
		valid_share: ['citation', 'test'],
		conclusion: ['outcome', 'reasons']
	},
	integers: [...SIDES_INTEGERS, 'members', 'present', 'cast', 'valid']
};
