import type { Question } from '#lib/contracts/question.ts';
import { formatDeadline } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readApplication } from '#lib/server/app/applications/read-application.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { overviewData } from '../application-overview-data.ts';
import { isConfirmed } from '../ask-first.ts';

/** What withdrawing a dossier, or giving up what was changed since it was submitted, is asked. */
export async function questionOfGivingUp(
	ctx: Context,
	about: { readonly applicationId: string; readonly act: 'withdraw' | 'abandon' },
	fields: Readonly<Record<string, string>>
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readApplication(ctx, about.applicationId);
	if (!read.ok) return undefined;
	const { code, closesAt, may, replacing, revision } = overviewData(read.value);
	const number = revision?.number ?? 1;
	if (about.act === 'abandon') {
		if (!replacing || !may.edit) return undefined;
		return {
			title: m.applications_abandon_title({ number }),
			follows: [m.applications_abandon_text({ number })],
			confirm: m.applications_abandon_confirm(),
			danger: true
		};
	}
	if (!may.withdraw) return undefined;
	return {
		title: m.applications_withdraw_title({ code: code ?? '' }),
		follows: [m.applications_withdraw_text({ moment: formatDeadline(closesAt, getLocale()) })],
		confirm: m.applications_withdraw_confirm(),
		danger: true
	};
}
