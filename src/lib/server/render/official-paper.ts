import type { Block, Paper } from '#lib/domain/papers/paper.ts';
import { markOfPage } from '#lib/domain/prints/print-code.ts';
import { codeInGroups, codeOfHash } from '#lib/domain/shared/short-code.ts';
import type { FormFooting } from '#lib/server/app/prints/ports.ts';
import { qrSquares } from './qr-squares.ts';
import type { QrSquares } from './qr-squares.ts';
import { openTypesetter } from './typesetter.ts';
import type { TypesetForm, Typesetter } from './typesetter.ts';

/** The one template of official papers. */
export const PAPER_TEMPLATE = 'paper';

/** A block as the template is given it: a QR code comes as squares. */
type DrawnBlock = Block | (Extract<Block, { kind: 'code' }> & { readonly squares: QrSquares });

export interface PaperData extends Omit<Paper, 'blocks'> {
	readonly blocks: readonly DrawnBlock[];
	/** Of a form that is to be signed: what stands under each of its pages. */
	readonly footing?: {
		readonly code: string;
		readonly title: string;
		readonly draft: boolean;
		/** The mark of each page, in their order. */
		readonly marks: readonly QrSquares[];
	};
	/** Of an issued paper: what stands under each of its pages, by which anybody learns whether it is genuine. */
	readonly check?: { readonly code: string; readonly address: string; readonly squares: QrSquares };
}

/** The same with the marks of so many pages; the lay-out does not depend on their number. */
export function formData(paper: Paper, { code, title, draft }: FormFooting, pages: number): PaperData {
	const marks = Array.from({ length: code === '' ? 0 : pages }, (_, index) =>
		qrSquares(markOfPage(code, index + 1), 'Q')
	);
	return { ...paperData(paper), footing: { code: codeInGroups(code), title, draft, marks } };
}

export function paperData(paper: Paper): PaperData {
	return {
		...paper,
		blocks: paper.blocks.map((block) =>
			block.kind === 'code' ? { ...block, squares: qrSquares(block.says) } : block
		)
	};
}

/** The same with the code by which the paper is checked at `origin`. */
export function checkedData(paper: Paper, hash: string, origin: string): PaperData {
	const code = codeOfHash(hash);
	const address = `${origin}/kiem-tra`;
	const squares = qrSquares(`${address}?ma=${code}`, 'M');
	return {
		...paperData(paper),
		check: { code: codeInGroups(code), address: address.replace(/^https?:\/\//, ''), squares }
	};
}

let shared: Typesetter | undefined;

/** Opening reads the fonts, about a tenth of a second; once a process. */
function typesetter(): Typesetter {
	return (shared ??= openTypesetter());
}

/**
 * Sets an official paper as PDF/A-2a. `at` is the time of the record: the same paper and time give the same bytes.
 * Blocks for some milliseconds a page: what serves pages asks `typesetting.ts`.
 */
export function renderOfficial(paper: Paper, at: Date): Uint8Array {
	return typesetter().pdf(PAPER_TEMPLATE, paperData(paper), at);
}

/** A form to be signed, with its marks, and how many pages it has. */
export function renderForm(paper: Paper, footing: FormFooting, at: Date): TypesetForm {
	return typesetter().form(PAPER_TEMPLATE, (pages) => formData(paper, footing, pages), at);
}

/** The same paper as one SVG drawing with its text. */
export function drawOfficial(paper: Paper): string {
	return typesetter().svg(PAPER_TEMPLATE, paperData(paper));
}
