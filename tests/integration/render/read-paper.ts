import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A run of text on a page, in points from the left and the bottom. */
export interface PlacedText {
	readonly page: number;
	readonly text: string;
	readonly left: number;
	readonly right: number;
	readonly baseline: number;
	readonly size: number;
}

export interface ReadPaper {
	readonly pages: readonly { readonly width: number; readonly height: number }[];
	/** In the order in which the paper says it. */
	readonly texts: readonly PlacedText[];
}

/** Where a PDF says what, read by another program than the one that wrote it. */
export async function readPaper(pdf: Uint8Array): Promise<ReadPaper> {
	const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
	const document = await loading.promise;
	const pages: { width: number; height: number }[] = [];
	const texts: PlacedText[] = [];
	for (let number = 1; number <= document.numPages; number += 1) {
		const page = await document.getPage(number);
		const { width, height } = page.getViewport({ scale: 1 });
		pages.push({ width, height });
		const content = await page.getTextContent({ disableNormalization: true });
		for (const item of content.items) {
			if (!('str' in item) || item.str.trim() === '') continue;
			const [, , skew = 0, size = 0, left = 0, baseline = 0] = item.transform as number[];
			const padded = item.str.length - item.str.trimEnd().length;
			const blank = padded * 0.25 * size;
			texts.push({
				page: number,
				text: item.str,
				left,
				right: left + item.width - blank,
				baseline,
				size: Math.hypot(skew, size)
			});
		}
	}
	await loading.destroy();
	return { pages, texts };
}

const MM = 72 / 25.4;
/** Half a point: a rounding of the reader, not a letter. */
const SLACK = 0.5;

/**
 * What stands outside the margins of NĐ 30/2020 (30 mm at the left, 20 mm elsewhere), page numbers and the line by which
 * the paper is checked apart.
 */
export function outsideMargins({ pages, texts }: ReadPaper): string[] {
	return texts
		.filter(({ page, left, right, baseline, text }) => {
			const { width, height } = pages[page - 1] ?? { width: 0, height: 0 };
			if (isPageNumber(text, baseline, height)) return false;
			return (
				left < 30 * MM - SLACK ||
				right > width - 20 * MM + SLACK ||
				(baseline < 20 * MM - SLACK && !isCheckLine(text, baseline)) ||
				baseline > height - 20 * MM
			);
		})
		.map(({ page, text, left, right, baseline }) => `page ${page}: ${text} at ${left}–${right}, ${baseline}`);
}

function isPageNumber(text: string, baseline: number, height: number): boolean {
	return /^\d+$/.test(text.trim()) && baseline > height - 20 * MM;
}

const CHECK_LINE =
	/^(Kiểm tra văn bản này tại( \S*\/kiem-tra)?|\S*\/kiem-tra|Mã kiểm tra:( [0-9A-Z-]{17})?|[0-9A-Z]{5}(-[0-9A-Z]{5}){2})$/;

function isCheckLine(text: string, baseline: number): boolean {
	return CHECK_LINE.test(text.trim()) && baseline > 5 * MM;
}

/** Pairs of texts on one line that run into each other. */
export function overlapping({ texts }: ReadPaper): string[] {
	const lines = new Map<string, PlacedText[]>();
	for (const text of texts) {
		const key = `${text.page}:${Math.round(text.baseline)}`;
		lines.set(key, [...(lines.get(key) ?? []), text]);
	}
	return [...lines.values()].flatMap((line) => {
		const ordered = line.toSorted((a, b) => a.left - b.left);
		return ordered.slice(1).flatMap((text, index) => {
			const before = ordered[index];
			return before !== undefined && before.right > text.left + 1 ? [`${before.text} | ${text.text}`] : [];
		});
	});
}

/** The text without spaces and page numbers, in small letters: titles are printed in capitals. */
export function plainText({ pages, texts }: ReadPaper): string {
	return texts
		.filter(({ page, text, baseline }) => !isPageNumber(text, baseline, pages[page - 1]?.height ?? 0))
		.map(({ text }) => text)
		.join('')
		.replace(/\s+/g, '')
		.normalize('NFC')
		.toLowerCase();
}
