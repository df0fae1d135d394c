import type { ProofMeans } from '#lib/domain/access/second-factor.ts';
import type { AskedQuestion } from '../question.ts';

/** Names of the fields by which a form confirms who sends it. */
export const PROOF = 'proof.';
export const PROOF_FIELDS = {
	password: 'proof.password',
	code: 'proof.code',
	assertion: 'proof.assertion',
	nonce: 'proof.nonce'
} as const;

/** A key of the account, as the browser looks for it. */
export interface AskedKey {
	readonly credentialId: string;
	readonly transports: readonly string[];
}

/** By what an act is confirmed, and what a device is asked to sign. */
export interface ProofAsked {
	readonly means: readonly ProofMeans[];
	readonly keys: readonly AskedKey[];
	readonly nonce: string;
	readonly rpId: string;
	/** What was wrong with the proof before, and in which field. */
	readonly problem?: { readonly text: string; readonly field?: string };
}

/** A question whose answer has to show who gives it; what it decides is shown, and signed as it is shown. */
export interface ProvedQuestion extends AskedQuestion {
	/** Name of the act: a device signs it with the figures. */
	readonly act: string;
	readonly decides: readonly { readonly key: string; readonly label: string; readonly text: string }[];
	readonly proof: ProofAsked;
}
