/** The mark that each page of a printed form carries. */
import { isShortCode } from '#lib/domain/shared/short-code.ts';

const MARK = /^CHUAN-IN:([0-9A-HJKMNP-TV-Z]{15}):([1-9]\d{0,2})$/;

/** What one page of a scan was found to carry. */
export interface PageMark {
	readonly code: string;
	/** Number of the printed page, from 1. */
	readonly number: number;
}

/** What the QR code of a page says; letters that need the least squares. */
export function markOfPage(code: string, page: number): string {
	return `CHUAN-IN:${code}:${page}`;
}

/** The mark that a QR code says; undefined for anything else that somebody put on the page. */
export function readMark(text: string): PageMark | undefined {
	const [, code, page] = MARK.exec(text.trim()) ?? [];
	if (code === undefined || page === undefined) return undefined;
	return isShortCode(code) ? { code, number: Number(page) } : undefined;
}
