import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Locale } from './formats/locale.ts';

/** The text in the reader's language; the Vietnamese one where there is no English yet. */
export function localizedText(text: Localized, locale: Locale): string {
	return locale === 'en' && text.en !== undefined && text.en !== '' ? text.en : text.vi;
}
