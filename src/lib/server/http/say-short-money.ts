import type { Refusal } from '#lib/domain/shared/result.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

/** A refusal that says how much money is missing: its figure is đồng, as plain digits. */
export function sayShortMoney({ params, ...refusal }: Refusal): string {
	const short = params?.['short'];
	if (params === undefined || short === undefined)
		return sayRefusal({ ...refusal, ...(params && { params }) });
	return sayRefusal({ ...refusal, params: { ...params, short: formatDong(BigInt(short), getLocale()) } });
}
