import { overwriteGetLocale } from '../lib/i18n/paraglide/runtime.js';
import { sayRefusals } from '../lib/i18n/say-refusal.ts';
import type { Refusal, Result } from '../lib/domain/shared/result.ts';
import { CannotStart } from './cannot-start.ts';

/** A refusal as a command ends with it: every cause, in both languages. */
export function refused(refusal: Refusal): CannotStart {
	const say = (locale: 'vi' | 'en'): string => {
		overwriteGetLocale(() => locale);
		return sayRefusals(refusal)
			.map(({ message }) => message)
			.join(' ');
	};
	return new CannotStart(say('vi'), say('en'));
}

export function accepted<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw refused(result.refusal);
}
