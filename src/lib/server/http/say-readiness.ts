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

function sayFound({ key, state, found }: Check): string {
	if (found === null) return say(`admin_ready_${key}_none`);
	return found === '' && state !== 'ok' ? '' : say(`admin_ready_${key}_found`, found);
}

/** The checks in the reader's language. */
export function sayReadiness(checks: readonly Check[]): SaidCheck[] {
	return checks.map((check) => ({
		key: check.key,
		state: check.state,
		title: say(`admin_ready_${check.key}`),
		found: sayFound(check),
		todo: check.state === 'ok' ? '' : say(`admin_ready_${check.key}_do`)
	}));
}
