import type { Other } from '#lib/domain/drafts/operations.ts';

export interface SaidProblem {
	readonly code: string;
	/** In words of the request's language. */
	readonly message: string;
	readonly field?: string;
}

/** What became of one operation, as the wire carries it: see `Outcome` of the core. */
export type SaidOutcome = { readonly id: string; readonly path: string } & (
	| { readonly kind: 'applied'; readonly revision: number }
	| { readonly kind: 'already'; readonly revision: number | null }
	| {
			readonly kind: 'conflict';
			readonly theirs: unknown;
			readonly yours: unknown;
			readonly by?: Other | undefined;
	  }
	| { readonly kind: 'refused'; readonly problems: readonly SaidProblem[] }
);

/** The answer (200) to operations that the object took in, each with what became of it. */
export interface OperationsReply {
	readonly revision: number;
	/** ISO; null when nothing had to be written. */
	readonly savedAt: string | null;
	readonly outcomes: readonly SaidOutcome[];
	/** The object as it now stands, when it was not at the revision that the page shows. */
	readonly content?: unknown;
}
