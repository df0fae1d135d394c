/** A file that is read beside its page. */
export interface LookedFile {
	readonly id: string;
	readonly name: string;
	/** Where a remark leads; else where one left off. */
	readonly page?: number;
}

/** The file of a link that opens beside (`data-look`, `data-look-name`, `data-look-page`); undefined for other links. */
export function lookedFile(link: HTMLElement): LookedFile | undefined {
	const { look: id, lookName: name = '', lookPage } = link.dataset;
	if (id === undefined) return undefined;
	const page = Number(lookPage);
	return { id, name, ...(Number.isInteger(page) && page > 0 ? { page } : {}) };
}
