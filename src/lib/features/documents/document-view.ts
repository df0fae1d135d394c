import type { FormView, ScanView } from '#lib/contracts/prints/print-views.ts';
import type { FileKind } from '#lib/domain/definitions/field-definition.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Shape } from '#lib/ui/chip-shapes.ts';
import type { Tone } from '#lib/ui/tone.ts';

export type Verdict = 'clean' | 'infected' | 'pending' | 'not_configured';

/** A document as a page shows it; every text is ready to be read. */
export interface DocumentView {
	readonly id: string;
	readonly name: string;
	/** "1,8 MB" */
	readonly size: string;
	readonly verdict: Verdict;
	/** "05/02/2026 16:41" */
	readonly uploadedAt: string;
	/** ISO, or null. */
	readonly datedOn?: string | null;
	/** "ngày 05/02/2026", where somebody entered it. */
	readonly dated?: string;
	/** Where to get it; absent where it is not handed out. */
	readonly href?: string;
	/** Where to look at it; absent where the browser cannot show it. */
	readonly shownHref?: string;
	/** Of the scan of a signed form: what the portal found on it. */
	readonly scan?: ScanView;
}

/** An upload that is begun and not settled, as the server knows it. */
export interface UnfinishedView {
	readonly id: string;
	readonly name: string;
	readonly sent: string;
	readonly size: string;
	readonly percent: number;
	readonly checking: boolean;
}

/** One item of the checklist. */
export interface ItemView {
	readonly key: string;
	readonly number: number;
	readonly label: string;
	readonly guidance?: string;
	readonly form?: string;
	readonly required: boolean;
	readonly accept: readonly FileKind[];
	/** Bytes. */
	readonly maxBytes: number;
	readonly maxFiles: number;
	/** "PDF, JPEG · mỗi tệp tối đa 50 MB" */
	readonly rules: string;
	readonly dated?: 'issued' | 'expires';
	readonly documents: readonly DocumentView[];
	readonly unfinished: readonly UnfinishedView[];
	readonly problems: readonly { readonly message: string; readonly error: boolean }[];
	/** Forms to print, sign and bring back here. */
	readonly forms: readonly FormView[];
}

export function verdictLook(verdict: Verdict): {
	readonly tone: Tone;
	readonly shape: Shape;
	readonly word: string;
} {
	switch (verdict) {
		case 'clean':
			return { tone: 'ok', shape: 'done', word: m.documents_verdict_clean() };
		case 'pending':
			return { tone: 'idle', shape: 'waiting', word: m.documents_verdict_pending() };
		case 'infected':
			return { tone: 'bad', shape: 'refused', word: m.documents_verdict_infected() };
		case 'not_configured':
			return { tone: 'ok', shape: 'done', word: m.documents_verdict_not_configured() };
	}
}

/** For the `accept` of a file input: by type and by ending, since phones know the one and desks the other. */
export function acceptOf(kinds: readonly FileKind[]): string {
	const types: Readonly<Record<FileKind, string>> = {
		pdf: 'application/pdf,.pdf',
		docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document,.docx',
		xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,.xlsx',
		// With the picture type a phone offers its camera.
		jpeg: 'image/jpeg,.jpg,.jpeg',
		png: 'image/png,.png'
	};
	// Photographs of a paper become the PDF that is asked for.
	const photos = kinds.includes('pdf') ? ['image/jpeg,image/png,image/heic,.jpg,.jpeg,.png,.heic,.heif'] : [];
	return [...kinds.map((kind) => types[kind]), ...photos].join(',');
}

export function kindWords(kinds: readonly FileKind[]): string {
	const words: Readonly<Record<FileKind, () => string>> = {
		pdf: () => m.documents_kind_pdf(),
		docx: () => m.documents_kind_docx(),
		xlsx: () => m.documents_kind_xlsx(),
		jpeg: () => m.documents_kind_jpeg(),
		png: () => m.documents_kind_png()
	};
	const photos = kinds.includes('pdf') && !kinds.includes('jpeg') ? [m.documents_kind_photo()] : [];
	return [...kinds.map((kind) => words[kind]()), ...photos].join(', ');
}
