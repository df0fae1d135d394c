/** A file as a frozen revision names it. */
export interface FrozenFile {
	readonly id: string;
	readonly item: string;
	readonly name: string;
	/** Bytes, as the decimal string of the frozen JSON. */
	readonly size: string;
	readonly sha256: string;
}

/** Those under one item of the checklist, in the order of the revision. */
export function filesUnder(files: readonly FrozenFile[], item: string) {
	return files
		.filter((file) => file.item === item)
		.map(({ id, name, size, sha256 }) => ({ id, name, size: BigInt(size), sha256 }));
}
