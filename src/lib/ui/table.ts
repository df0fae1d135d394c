/** One column of a DataTable. */
export interface Column {
	/** handed to the `cell` snippet */
	readonly key: string;
	readonly label: string;
	/** figures stand right; their heads too */
	readonly figure?: boolean;
	/** the name of the row: rendered as `th scope="row"`, first line of a folded record */
	readonly head?: boolean;
	/** where a click on the head leads; a list sorts on the server, by an allowed key */
	readonly sortHref?: string;
	readonly sorted?: 'ascending' | 'descending';
	/** no label before the value when the table folds (chips, actions) */
	readonly unlabelled?: boolean;
	/** the head is for screen readers only (a column of actions) */
	readonly hideLabel?: boolean;
	/** a rank, a mark: a few signs, which need no room of words on paper */
	readonly slim?: boolean;
	/** sentences stand in it, which need room of words on paper */
	readonly wordy?: boolean;
	/** all that stands in it was written by people, in Vietnamese; `prose` is sentences, which begin at the left */
	readonly said?: 'name' | 'prose';
	/** its share of the paper's width, percent; where one column says it, all do */
	readonly paper?: number;
	/** CSS width of the column */
	readonly width?: string;
}

/** How a row stands out: the current one, one that was dropped, one of less weight. */
export type RowTone = 'current' | 'out' | 'faint' | undefined;
