import type { Check } from '#lib/domain/operations/readiness.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { wordsOf } from './named-words.ts';

export interface SaidCheck {
	readonly key: string;
	readonly state: Check['state'];
	readonly title: string;
	readonly found: string;
	/** What to do; '' where nothing is to be done. */
	readonly todo: string;
}

/** One check in a language; in the reader's where none is named. */
export function sayCheck({ key, state, found }: Check, locale?: Locale): SaidCheck {
	const say = (name: string, params: Readonly<Record<string, string>> = {}): string =>
		wordsOf(name)?.(params, locale === undefined ? {} : { locale }) ?? '';
	const sayFound = (): string => {
		if (found === null) return say(`admin_ready_${key}_none`);
		return found === '' && state !== 'ok'
			? say('admin_ready_unmet')
			: say(`admin_ready_${key}_found`, { found });
	};
	return {
		key,
		state,
		title: say(`admin_ready_${key}`),
		found: sayFound(),
		todo: state === 'ok' ? '' : say(`admin_ready_${key}_do`)
	};
}
