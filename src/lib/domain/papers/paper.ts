/**
 * An official paper as blocks, in the layout of NĐ 30/2020, Phụ lục I: head, body, signatures, recipients. Every text is
 * final: formatted, in Vietnamese, chosen by the builder of its kind. View and template only lay out.
 */
export interface Paper extends PaperPart {
	/** Issuer, nation, number, place and day; null for what goes with another paper. */
	readonly head: PaperHead | null;
	/** 14 or 13 pt: `small` leaves room for wide tables. */
	readonly letters: 'ordinary' | 'small';
	/** Under "Nơi nhận:", each with its closing sign; none: the signatures stand alone. */
	readonly recipients: readonly string[];
	/** Behind the signatures, each on pages of its own. */
	readonly annexes: readonly PaperPart[];
}

export interface PaperPart {
	readonly title: PaperTitle;
	readonly landscape: boolean;
	readonly blocks: readonly Block[];
}

export interface PaperHead {
	/** "UBND TỈNH GIA LAI". */
	readonly superior: string;
	/** "SỞ KHOA HỌC VÀ CÔNG NGHỆ". */
	readonly issuer: string;
	/** "37/QĐ-SKHCN"; '' while it is not given, null for a paper that never gets one. */
	readonly number: string | null;
	/** "V/v …" under the number of a letter without a name of its kind (công văn); '' for others. */
	readonly about: string;
	/** "Gia Lai". */
	readonly place: string;
	/** "ngày 21 tháng 4 năm 2026". */
	readonly day: string;
}

export interface PaperTitle {
	/** "Quyết định"; '' for a công văn. */
	readonly name: string;
	readonly subject: string;
	/** "(Kèm theo …)"; '' where there is none. Of an annex it is said when the number is known. */
	readonly reference: string;
}

export type Block =
	| HeadingBlock
	| ParagraphBlock
	| AddresseesBlock
	| FactsBlock
	| TableBlock
	| ListBlock
	| ArticleBlock
	| FrameBlock
	| CodeBlock
	| SignaturesBlock;

export type BlockKind = Block['kind'];

export interface HeadingBlock {
	readonly kind: 'heading';
	/** In the middle ("QUYẾT ĐỊNH:"), of a section ("I. …"), of a part of one ("1. …"). */
	readonly level: 'centred' | 'section' | 'part';
	readonly text: string;
}

export interface ParagraphBlock {
	readonly kind: 'paragraph';
	/** `aside`: small and at the right, as "Đơn vị tính: đồng". */
	readonly look: 'plain' | 'italic' | 'aside';
	readonly text: string;
}

/** "Kính gửi:", each with its closing sign. */
export interface AddresseesBlock {
	readonly kind: 'addressees';
	readonly names: readonly string[];
}

/** Label and text, a row each, without rules. */
export interface FactsBlock {
	readonly kind: 'facts';
	readonly facts: readonly Fact[];
	/** Names of files and their hashes ask for smaller letters. */
	readonly small: boolean;
}

export interface Fact {
	readonly label: string;
	readonly text: string;
}

export interface TableBlock {
	readonly kind: 'table';
	/** What it lists, for who cannot see it. */
	readonly caption: string;
	readonly table: PaperTable;
}

/** A table. Every row has as many cells as there are columns. */
export interface PaperTable {
	readonly columns: readonly PaperColumn[];
	readonly rows: readonly (readonly string[])[];
	/** A last row in bold; left out when empty. */
	readonly total: readonly string[];
}

export interface PaperColumn {
	readonly title: string;
	readonly align: 'left' | 'right' | 'center';
	/** Share of the width; 1 is ordinary. 0 takes what the content needs. */
	readonly share: number;
}

export interface ListBlock {
	readonly kind: 'list';
	readonly items: readonly string[];
}

/** "Điều 1." stands before its first paragraph. */
export interface ArticleBlock {
	readonly kind: 'article';
	readonly number: number;
	readonly blocks: readonly (ParagraphBlock | TableBlock | ListBlock)[];
}

/** Lines in a frame. */
export interface FrameBlock {
	readonly kind: 'frame';
	readonly strong: boolean;
	readonly lines: readonly string[];
}

/** A QR code that says something, with notes beside it. */
export interface CodeBlock {
	readonly kind: 'code';
	readonly says: string;
	readonly notes: readonly string[];
}

export interface SignaturesBlock {
	readonly kind: 'signatures';
	/** At least one; three stand in a row. */
	readonly signatures: readonly Signature[];
}

export interface Signature {
	/** "TM.", "KT. GIÁM ĐỐC" and the like, a line each, above the title; often empty. */
	readonly onBehalf: readonly string[];
	/** "GIÁM ĐỐC". */
	readonly title: string;
	/** "(Ký, ghi rõ họ tên)" and the like, in italics under the title; may be empty. */
	readonly hint: string;
	/** The signer's name; an empty text leaves it to the pen. */
	readonly name: string;
}
