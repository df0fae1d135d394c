/** Places to choose from; empty where the section asks for none. */
export interface Places {
	readonly communes: readonly { readonly code: string; readonly name: string; readonly from: string }[];
	readonly provinces: readonly { readonly code: string; readonly name: string }[];
}

export const NO_PLACES: Places = { communes: [], provinces: [] };
