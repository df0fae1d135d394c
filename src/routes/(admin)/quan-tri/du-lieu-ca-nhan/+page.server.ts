import type { Actions, PageServerLoad } from './$types';
import { breachReportShape, dataBreachShape } from '#lib/contracts/privacy/data-request.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { formatDate, formatDateTime } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { PRIVACY_PAGE_SIZE, readPrivacy } from '#lib/server/app/privacy/read-privacy.ts';
import { recordBreach, reportBreach } from '#lib/server/app/privacy/record-breach.ts';
import { isConfirmed } from '#lib/server/http/ask-first.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

const pageIn = (url: URL, name: string): number =>
	digitsIn(url.searchParams.get(name) ?? '', { min: 1, max: 100_000 }) ?? 1;

export const load: PageServerLoad = async ({ locals, url }) => {
	const pages = { requests: pageIn(url, 'trang'), breaches: pageIn(url, 'trang-vu') };
	return { ...valueOrError(await readPrivacy(locals.ctx, pages), url), pages, size: PRIVACY_PAGE_SIZE };
};

export const actions: Actions = {
	breach: formAction(dataBreachShape, recordBreach, {
		ask: ({ locale }, { fields, input }) =>
			isConfirmed(fields) || input.what === '' || input.measures === ''
				? undefined
				: {
						title: m.data_breach_question({ found: formatDateTime(input.foundAt, locale) }),
						follows: [m.data_breach_follows()],
						confirm: m.data_breach_record()
					},
		letters: true,
		done: () => ({ done: m.data_breach_recorded() })
	}),
	report: formAction(breachReportShape, reportBreach, {
		tries: true,
		ask: ({ locale }, { fields, input }) =>
			isConfirmed(fields)
				? undefined
				: {
						title: m.data_report_question({ number: input.number, day: formatDate(input.day, locale) }),
						follows: [m.data_report_follows()],
						confirm: m.data_breach_report()
					},
		done: () => ({ done: m.data_breach_reported_done() })
	})
};
