/** What a kind may ask of the definition that it stands in. */
export interface FlowFacts {
	/** `one_by_one`: each case is decided on its own; `ranked`: by a council's ranking, then the envelope. */
	readonly decides: 'one_by_one' | 'ranked';
}
