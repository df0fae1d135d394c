/** The kinds of file that are taken; a HEIC photograph becomes a PDF. */
export type FileKind = 'pdf' | 'docx' | 'xlsx' | 'jpeg' | 'png' | 'heic';

interface KindFacts {
	/** The MIME type that such a file is stored and served with; never the one that a browser claimed. */
	readonly mime: string;
	/** Endings of a name that promise this kind, lower case, without the dot. */
	readonly endings: readonly string[];
}

export const FILE_KINDS: Readonly<Record<FileKind, KindFacts>> = {
	pdf: { mime: 'application/pdf', endings: ['pdf'] },
	docx: {
		mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		endings: ['docx']
	},
	xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
	jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
	png: { mime: 'image/png', endings: ['png'] },
	heic: { mime: 'image/heic', endings: ['heic', 'heif', 'hif'] }
};

/** What follows the last dot of a name, lower case, or null. A name that only begins with a dot has no ending. */
export function endingOf(name: string): string | null {
	const match = /[^./\\]\.([^./\\]+)$/u.exec(name.normalize('NFC').trim());
	return match?.[1]?.toLowerCase() ?? null;
}

/** The kind that a name promises, or null when it promises none of ours. */
export function kindOfName(name: string): FileKind | null {
	const ending = endingOf(name);
	const kinds = Object.keys(FILE_KINDS) as FileKind[];
	return kinds.find((kind) => ending !== null && FILE_KINDS[kind].endings.includes(ending)) ?? null;
}
