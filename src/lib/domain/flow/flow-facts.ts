/** What a kind may ask of the definition that it stands in. */
export interface FlowFacts {
	/**
	 * `one_by_one`: each case is decided on its own; `ranked`: by a council's ranking, then the envelope; `by_council`: as
	 * its council concludes of it, when the session is closed.
	 */
	readonly decides: 'one_by_one' | 'ranked' | 'by_council';
	/** A first council lets dossiers pass to the one that decides. */
	readonly screens: boolean;
}

/** Whether a council judges the cases, whoever decides after it. */
export function judged({ decides }: FlowFacts): boolean {
	return decides !== 'one_by_one';
}
