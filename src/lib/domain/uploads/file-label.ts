/** The name of a file: a label for people, never a path and never a key. */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { collapse, graphemeLength } from '#lib/domain/shared/vietnamese-text.ts';

/** In characters as a person counts them; as long as file systems allow in the common case. */
export const MOST_NAME_CHARACTERS = 255;

/** In place of what turned the direction of text a gap stays: "hoa-don<RLO>fdp.exe" reads as a PDF. */
const TURNING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The label of a file as sent by a browser: the part after the last slash, NFC, one space for many, nothing unseen.
 * Refusals: `file_name_missing`, `file_name_too_long` {max}.
 */
export function fileLabel(text: string): Result<string> {
	const name = collapse(text.replace(/^.*[/\\]/s, '').replace(TURNING, ' '));
	if (name === '' || /^\.+$/.test(name)) return refuse('file_name_missing', { field: 'file' });
	if (graphemeLength(name) > MOST_NAME_CHARACTERS) {
		return refuse('file_name_too_long', { field: 'file', params: { max: String(MOST_NAME_CHARACTERS) } });
	}
	return ok(name);
}

/** The label of the PDF that is made of a photograph: "IMG_0123.jpg" is "IMG_0123.pdf". */
export function asPdfName(label: string): string {
	return `${label.replace(/(?<=[^.])\.[^.]{1,5}$/u, '')}.pdf`;
}
