import type { QrSquares } from './qr-squares.ts';
import { openTypesetter, type Typesetter } from './typesetter.ts';

/**
 * What the official documents are made of. Every text is final: formatted, in Vietnamese, chosen by the
 * caller. Nothing here computes a figure or decides a word; the templates only lay out (NĐ 30/2020,
 * Phụ lục I).
 */

/** The head of every document. */
export interface Letterhead {
	/** Superior body, without emphasis: "UBND TỈNH GIA LAI". */
	readonly superior: string;
	/** Issuing body, bold over a rule: "SỞ KHOA HỌC VÀ CÔNG NGHỆ". */
	readonly issuer: string;
	/** "37/QĐ-SKHCN"; an empty text leaves room for a number that is not given yet. */
	readonly number: string;
	/** "Gia Lai, ngày 21 tháng 4 năm 2026". */
	readonly placeAndDate: string;
}

/** The foot: who signs, and who receives. */
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

/** A legal basis: "Căn cứ Luật …" without its closing sign; the template sets `;` and the last `.`. */
export type LegalBasis = string;

/** One row of a table of label and text. */
export interface Fact {
	readonly label: string;
	readonly text: string;
}

/** A table. Every row has as many cells as there are columns. */
export interface Table {
	readonly columns: readonly TableColumn[];
	readonly rows: readonly (readonly string[])[];
	/** A last row in bold; left out when empty. */
	readonly total: readonly string[];
}

export interface TableColumn {
	readonly title: string;
	readonly align: 'left' | 'right' | 'center';
	/** Share of the width; 1 is ordinary. 0 takes what the content needs. */
	readonly share: number;
}

/** Quyết định: "phê duyệt kết quả …". */
export interface DecisionContent extends Letterhead {
	/** "Về việc phê duyệt …". */
	readonly subject: string;
	/** Who decides, in capitals: "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH GIA LAI". */
	readonly authority: string;
	readonly bases: readonly LegalBasis[];
	/** "Theo đề nghị của …" closes the bases. */
	readonly proposal: string;
	/** Each article: what follows "Điều 1.", in paragraphs, with a table where there is one. */
	readonly articles: readonly Article[];
	readonly recipients: readonly string[];
	readonly signature: Signature;
	/** Behind the signature, on landscape pages; absent where the tables stand in their articles. */
	readonly annex?: DecisionAnnex | null;
}

export interface DecisionAnnex {
	/** "Danh sách …". */
	readonly subject: string;
	readonly table: Table;
	readonly after: readonly string[];
}

export interface Article {
	readonly paragraphs: readonly string[];
	readonly table?: Table;
	/** After the table: "(Bằng chữ: …)". */
	readonly after?: readonly string[];
}

/** Công văn: the letter that tells an applicant the result. */
export interface LetterContent extends Letterhead {
	/** "V/v thông báo kết quả …", under the number. */
	readonly about: string;
	/** After "Kính gửi:". */
	readonly addressees: readonly string[];
	readonly paragraphs: readonly string[];
	readonly table?: Table;
	readonly after: readonly string[];
	readonly recipients: readonly string[];
	readonly signature: Signature;
}

/** Thông báo: its kind is its title. */
export interface NoticeContent extends Letterhead {
	/** "Kết quả xét chọn hồ sơ …", under the title. */
	readonly subject: string;
	readonly paragraphs: readonly string[];
	readonly recipients: readonly string[];
	readonly signature: Signature;
}

/** Giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
export interface ReceiptContent extends Letterhead {
	/** Under the title: "Mã hồ sơ: MAP-2026-0007". */
	readonly code: string;
	/** That the copy is no longer in force, and why; '' while it is. */
	readonly standing: string;
	readonly facts: readonly Fact[];
	/** Documents received: name, size, SHA-256 and the like. */
	readonly documents: Table;
	/** SHA-256 of the frozen revision. */
	readonly contentHash: string;
	readonly qr: QrSquares;
	readonly notes: readonly string[];
}

/** What every biên bản has: its subject, how it began, what was concluded, how it ended, who signed. */
interface MinutesContent extends Letterhead {
	/** "Mở hồ sơ đăng ký …". */
	readonly subject: string;
	readonly opening: readonly string[];
	readonly conclusions: readonly string[];
	readonly closing: string;
	/** One to three, in a row. */
	readonly signatures: readonly Signature[];
}

/** Biên bản mở hồ sơ. */
export interface OpeningMinutesContent extends MinutesContent {
	readonly attendees: readonly Fact[];
	readonly dossiers: Table;
}

/** Biên bản khảo sát tại cơ sở. */
export interface SurveyMinutesContent extends MinutesContent {
	readonly attendees: readonly Fact[];
	readonly findings: Table | null;
	readonly files: readonly Fact[];
}

/** Biên bản kiểm phiếu, tổng hợp điểm đánh giá. */
export interface TallyMinutesContent extends MinutesContent {
	readonly facts: readonly Fact[];
	/** Each application in turn: its ballots and the arithmetic, step by step. */
	readonly applications: readonly TalliedApplication[];
	readonly ranking: Table;
}

/** The same with attendance as a table and how equals were parted. */
export interface SessionMinutesContent extends TallyMinutesContent {
	readonly members: Table;
	readonly ties: readonly string[];
}

export interface TalliedApplication {
	readonly heading: string;
	readonly ballots: Table;
	readonly steps: readonly string[];
}

/** Phụ lục dự toán kinh phí đã thẩm định, on a landscape page. */
export interface BudgetAnnexContent {
	/** "PHỤ LỤC". */
	readonly heading: string;
	readonly subject: string;
	/** "(Kèm theo Quyết định số … ngày …)". */
	readonly reference: string;
	readonly unit: string;
	readonly lines: Table;
	readonly inWords: string;
	readonly notes: readonly string[];
	readonly signatures: readonly Signature[];
}

export interface OfficialContents {
	readonly decision: DecisionContent;
	readonly letter: LetterContent;
	readonly notice: NoticeContent;
	readonly receipt: ReceiptContent;
	readonly 'opening-minutes': OpeningMinutesContent;
	readonly 'survey-minutes': SurveyMinutesContent;
	readonly 'tally-minutes': TallyMinutesContent;
	readonly 'session-minutes': SessionMinutesContent;
	readonly 'budget-annex': BudgetAnnexContent;
}

export type OfficialKind = keyof OfficialContents;

let shared: Typesetter | undefined;

/** Opening reads the fonts, about a tenth of a second; once a process. */
function typesetter(): Typesetter {
	return (shared ??= openTypesetter());
}

/**
 * Sets an official document as PDF/A-2a. `at` is the time of the record: the same content and time give
 * the same bytes. Blocks for some milliseconds a page: what serves pages asks `typesetting.ts`.
 */
export function renderOfficial<K extends OfficialKind>(
	kind: K,
	content: OfficialContents[K],
	at: Date
): Promise<Uint8Array> {
	return Promise.resolve().then(() => typesetter().pdf(kind, content, at));
}

/** The same document as one SVG drawing with its text. */
export function drawOfficial<K extends OfficialKind>(kind: K, content: OfficialContents[K]): string {
	return typesetter().svg(kind, content);
}
