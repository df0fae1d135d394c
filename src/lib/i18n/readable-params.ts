import { formatDongFigure } from './formats/figures.ts';
import { m } from './paraglide/messages.js';
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

/** Seconds to wait: in minutes where they are many. */
function waitOf(seconds: number): string {
	return seconds < 120
		? m.access_wait_seconds({ count: String(seconds) })
		: m.access_wait_minutes({ count: String(Math.ceil(seconds / 60)) });
}

function readable(name: string, value: string): string {
	if (MONEY_PARAMS.has(name) && /^-?\d{1,18}$/.test(value))
		return formatDongFigure(BigInt(value), getLocale());
	return name === 'seconds' && /^\d{1,9}$/.test(value) ? waitOf(Number(value)) : value;
}

/** Parameters of a refusal or an event as they stand in a sentence of the reader's language. */
export function readableParams(params: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, readable(name, value)]));
}
