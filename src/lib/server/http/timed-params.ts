import { formatDeadline } from '#lib/i18n/formats/dates.ts';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readableParams } from '#lib/i18n/readable-params.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Readable parameters of an event, with the deadline that `until` carries as an instant. */
export function timedParams(params: Readonly<Record<string, string>>): Record<string, string> {
	const { until } = params;
	const said = readableParams(params);
	return until !== undefined && INSTANT.test(until)
		? { ...said, until: formatDeadline(new Date(until), getLocale()) }
		: said;
}
