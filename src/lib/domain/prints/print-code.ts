/** The short code of a printed form, and the mark that each of its pages carries. */

/** Without I, L, O and U, which people and readers mistake. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_LETTERS = 14;
const MARK = /^CHUAN-IN:([0-9A-HJKMNP-TV-Z]{15}):([1-9]\d{0,2})$/;

/** What one page of a scan was found to carry. */
export interface PageMark {
	readonly code: string;
	/** Number of the printed page, from 1. */
	readonly number: number;
}

/** The first 70 bits of a SHA-256 (hex) as letters, and a letter that tells a slip of one letter. */
export function codeOfHash(hash: string): string {
	let bits = BigInt(`0x${hash.slice(0, 18)}`) >> 2n;
	let code = '';
	for (let place = 0; place < DATA_LETTERS; place += 1) {
		code = (LETTERS[Number(bits & 31n)] ?? '') + code;
		bits >>= 5n;
	}
	return code + checkLetter(code);
}

/** Luhn's sum over 32 letters: tells every single letter that is wrong. */
function checkLetter(code: string): string {
	let sum = 0;
	for (const [place, letter] of [...code].reverse().entries()) {
		const value = LETTERS.indexOf(letter) * (place % 2 === 0 ? 2 : 1);
		sum += Math.floor(value / 32) + (value % 32);
	}
	return LETTERS[(32 - (sum % 32)) % 32] ?? '';
}

/** "7KQ4M-2XD9H-TAP3N", as people read it. */
export function codeInGroups(code: string): string {
	return code.replace(/(.{5})(?=.)/g, '$1-');
}

/** What the QR code of a page says; letters that need the least squares. */
export function markOfPage(code: string, page: number): string {
	return `CHUAN-IN:${code}:${page}`;
}

/** The mark that a QR code says; undefined for anything else that somebody put on the page. */
export function readMark(text: string): PageMark | undefined {
	const [, code, page] = MARK.exec(text.trim()) ?? [];
	if (code === undefined || page === undefined) return undefined;
	return checkLetter(code.slice(0, -1)) === code.at(-1) ? { code, number: Number(page) } : undefined;
}
