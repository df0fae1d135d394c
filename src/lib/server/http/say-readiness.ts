import type { Check, CheckState } from '#lib/domain/operations/readiness.ts';
import { wordsOf } from '#lib/i18n/named-words.ts';

export interface SaidCheck {
	readonly key: string;
	readonly state: CheckState;
	readonly title: string;
	readonly found: string;
	/** What to do; '' where nothing is to be done. */
	readonly todo: string;
}

const say = (name: string, found = ''): string => wordsOf(name)?.({ found }) ?? '';

/** The checks in the reader's language. */
export function sayReadiness(checks: readonly Check[]): SaidCheck[] {
	return checks.map(({ key, state, found }) => ({
		key,
		state,
		title: say(`admin_ready_${key}`),
		found:
			found === '' && (state !== 'ok' || key === 'certificate')
				? say(`admin_ready_${key}_none`)
				: say(`admin_ready_${key}_found`, found),
		todo: state === 'ok' ? '' : say(`admin_ready_${key}_do`)
	}));
}
