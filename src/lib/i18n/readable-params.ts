import { formatDongFigure } from './formats/figures.ts';
import { getLocale } from './paraglide/runtime.js';

/** Parameters that carry đồng: bare digits from the core, parted into thousands for the reader. */
const MONEY_PARAMS: ReadonlySet<string> = new Set([
	'short',
	'available',
	'amount',
	'delta',
	'counted',
	'limit',
	'price',
	'norm',
	'ceiling',
	'total'
]);

/** Parameters of a refusal or an event as they stand in a sentence of the reader's language. */
export function readableParams(params: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(params).map(([name, value]) => [
			name,
			MONEY_PARAMS.has(name) && /^-?\d{1,18}$/.test(value)
				? formatDongFigure(BigInt(value), getLocale())
				: value
		])
	);
}
