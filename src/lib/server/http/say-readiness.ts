import type { Check } from '#lib/domain/operations/readiness.ts';
import { sayCheck } from '#lib/i18n/check-words.ts';
import type { SaidCheck } from '#lib/i18n/check-words.ts';

/** The checks in the reader's language. */
export function sayReadiness(checks: readonly Check[]): SaidCheck[] {
	return checks.map((check) => sayCheck(check));
}
