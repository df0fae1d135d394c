import type CommuneInput from './CommuneInput.svelte';

/** Places to choose from; empty where the section asks for none. */
export interface Places {
	/** The control that asks: fetched with the sections that have one. */
	readonly Input?: typeof CommuneInput;
	readonly communes: readonly { readonly code: string; readonly name: string; readonly from: string }[];
	readonly provinces: readonly { readonly code: string; readonly name: string }[];
}

export const NO_PLACES: Places = { communes: [], provinces: [] };
