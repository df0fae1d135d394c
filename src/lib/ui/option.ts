/** One choice of a select, a radio group, a set of boxes or a combobox. */
export interface Option {
	readonly value: string;
	readonly label: string;
	/** a second line that helps to choose */
	readonly hint?: string;
	/** name of the group it stands in (select and combobox) */
	readonly group?: string;
	readonly disabled?: boolean;
	/** language of `label` where it is not that of the page: names (select) */
	readonly lang?: 'vi';
}
