/** A hash as a short code that people read from paper and type: 14 letters of it, and one that tells a slip. */

/** Without I, L, O and U, which people and readers mistake. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_LETTERS = 14;
const CODE = /^[0-9A-HJKMNP-TV-Z]{15}$/;

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

/** Whether it is a code without a slip. */
export function isShortCode(code: string): boolean {
	return CODE.test(code) && checkLetter(code.slice(0, -1)) === code.at(-1);
}

/**
 * The code that somebody typed, however it is parted and in small letters too; O and I are read as the figures that they
 * are taken for. Undefined for anything else, and for a slip.
 */
export function typedShortCode(text: string): string | undefined {
	const code = text
		.toUpperCase()
		.replace(/[\s.–-]/g, '')
		.replaceAll('O', '0')
		.replace(/[IL]/g, '1');
	return isShortCode(code) ? code : undefined;
}

/** How the hash of a code begins, hex: 68 of its 70 bits. */
export function hashBeginOf(code: string): string {
	let bits = 0n;
	for (const letter of code.slice(0, DATA_LETTERS)) bits = (bits << 5n) | BigInt(LETTERS.indexOf(letter));
	return (bits >> 2n).toString(16).padStart(17, '0');
}

/** "7KQ4M-2XD9H-TAP3N", as people read it. */
export function codeInGroups(code: string): string {
	return code.replace(/(.{5})(?=.)/g, '$1-');
}
