/**
 * A text as part of a file's name that every system can hold: letters without accents (đ is d, Đ is D), in the case that
 * they have, everything else one hyphen. "02/QĐ-SKHCN" is "02-QD-SKHCN".
 */
export function asciiName(text: string): string {
	return text
		.normalize('NFD')
		.replace(/đ/g, 'd')
		.replace(/Đ/g, 'D')
		.replace(/\p{M}/gu, '')
		.replace(/[^0-9A-Za-z]+/g, '-')
		.replace(/^-|-$/g, '');
}
