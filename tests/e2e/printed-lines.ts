import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';

/** A line as it stands on paper: the page from 1, how high above the foot in points, and its words from the left. */
export interface PrintedLine {
	readonly page: number;
	readonly y: number;
	readonly text: string;
}

/** Less than this apart, pieces of text stand on one line, points. */
const SAME_LINE = 2;

/** What a page is on A4, as the browser prints it: every line of it in the order of reading. */
export async function printedLines(page: Page): Promise<readonly PrintedLine[]> {
	const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true });
	const reading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
	const document = await reading.promise;
	const lines: PrintedLine[] = [];
	for (let number = 1; number <= document.numPages; number += 1) {
		const { items } = await (await document.getPage(number)).getTextContent();
		const pieces = items.flatMap((item) =>
			'str' in item && item.str.trim() !== ''
				? [{ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]), width: item.width }]
				: []
		);
		pieces.sort((a, b) => (Math.abs(a.y - b.y) < SAME_LINE ? a.x - b.x : b.y - a.y));
		let last: (typeof pieces)[number] | undefined;
		let text = '';
		const close = (): void => {
			if (last !== undefined) lines.push({ page: number, y: last.y, text: said(text) });
		};
		for (const piece of pieces) {
			if (last !== undefined && Math.abs(piece.y - last.y) < SAME_LINE) {
				text += piece.x - (last.x + last.width) > 1 ? ` ${piece.text}` : piece.text;
			} else {
				close();
				({ text } = piece);
			}
			last = piece;
		}
		close();
	}
	await reading.destroy();
	return lines;
}

/** The sheets of paper that a page takes, as large as each lies, points. */
export async function printedSheets(
	page: Page
): Promise<readonly { readonly width: number; readonly height: number }[]> {
	const reading = getDocument({
		data: new Uint8Array(await page.pdf({ format: 'A4', preferCSSPageSize: true })),
		verbosity: 0
	});
	const document = await reading.promise;
	const sheets = [];
	for (let number = 1; number <= document.numPages; number += 1) {
		const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 });
		sheets.push({ width, height });
	}
	await reading.destroy();
	return sheets;
}

const said = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Every line that holds these words; at least one has to. */
export function linesWith(lines: readonly PrintedLine[], words: string | RegExp): readonly PrintedLine[] {
	const found = lines.filter(({ text }) =>
		typeof words === 'string' ? text.includes(words) : words.test(text)
	);
	if (found.length === 0) throw new Error(`nothing printed says ${String(words)}`);
	return found;
}
