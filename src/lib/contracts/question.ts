/** Name of the field by which a form says that its question was read and answered. */
export const CONFIRMED = 'confirmed';

/** Where what the page showed is not what stands there now. */
export interface Difference {
	/** Of the line or case that differs. */
	readonly key: string;
	readonly label: string;
	readonly before: string;
	readonly after: string;
}

/** A letter that the act sends. */
export interface QuestionLetter {
	/** To how many it goes. */
	readonly summary: string;
	readonly subject: string;
	readonly text: string;
}

/** What is asked before an act that cannot be taken back, or that moves money. */
export interface Question {
	/** The question, with its figure. */
	readonly title: string;
	/** The amount in words. */
	readonly words?: string;
	/** What follows from the act, a sentence each. */
	readonly follows: readonly string[];
	/** The words of the act. */
	readonly confirm: string;
	readonly danger?: boolean;
	/** What the act writes to others: one letter of each kind. */
	readonly letters?: readonly QuestionLetter[];
	/** What changed since the page was opened; what is confirmed is what stands there now. */
	readonly changed?: readonly Difference[];
	/** Fields in place of those that came, where the page was older than what stands there. */
	readonly instead?: Readonly<Record<string, string>>;
}

/** A question on its way to the page: with the address that it is answered to, and everything the form held. */
export interface AskedQuestion extends Question {
	readonly action: string;
	readonly fields: Readonly<Record<string, string>>;
}
