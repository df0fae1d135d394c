/** A text in the languages of the portal. Vietnamese is required; a missing English text is shown as such. */
export interface Localized {
	readonly vi: string;
	readonly en?: string;
}
