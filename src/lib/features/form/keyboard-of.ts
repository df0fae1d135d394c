import type { TextFormat } from '#lib/domain/definitions/field-definition.ts';

/** The keyboard that fits a format of text, and what the browser may fill in; a code is no word to be spelled. */
export function keyboardOf(format: TextFormat | undefined) {
	switch (format) {
		case 'phone':
			return { type: 'tel', inputmode: 'tel', autocomplete: 'tel', code: true } as const;
		case 'email':
			return { inputmode: 'email', autocomplete: 'email', code: true } as const;
		case 'sector_code':
			return { inputmode: 'numeric', autocomplete: 'off', code: true } as const;
		default:
			return {};
	}
}
