import type { Question } from '#lib/contracts/question.ts';
import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readCallCouncil } from '#lib/server/app/councils/read-call-council.ts';
import { missingSurveys } from '#lib/server/app/councils/missing-surveys.ts';
import { readOpening } from '#lib/server/app/intake/read-opening.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '../ask-first.ts';

/** More codes than this make a question no clearer. */
const MOST_NAMED = 5;

type Fields = Readonly<Record<string, string>>;

/** What finishing the minutes of a survey is asked. */
export function questionOfSurvey(about: { readonly code: string }, fields: Fields): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.office_question_survey(about),
		follows: [m.office_question_survey_follows()],
		confirm: m.office_survey_finish()
	};
}

/** What opening the dossiers of a call is asked. */
export async function questionOfOpening(
	ctx: Context,
	callCode: string,
	fields: Fields
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readOpening(ctx, { callCode, page: 1 });
	if (!read.ok) return undefined;
	const count = read.value.counts.submitted;
	return {
		title: m.office_open_question({ count, code: callCode }),
		follows: [m.office_open_consequence()],
		confirm: m.office_open_act({ count })
	};
}

/** What seating or dissolving a council is asked. */
export async function questionOfCouncil(
	ctx: Context,
	about: { readonly callCode: string; readonly act: 'seat' | 'dissolve' },
	fields: Fields
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readCallCouncil(ctx, {
		callCode: about.callCode,
		councilId: fields['councilId'],
		search: ''
	});
	if (!read.ok) return undefined;
	if (about.act === 'seat') {
		if (!read.value.may.manage) return undefined;
		const missing = await missingSurveys(ctx, about.callCode);
		const codes = missing.ok ? missing.value : [];
		const named = [...codes.slice(0, MOST_NAMED), ...(codes.length > MOST_NAMED ? ['…'] : [])].join(', ');
		return {
			title: m.office_council_seat_question({ count: read.value.seats.length }),
			follows: [
				read.value.stage === DECIDING ? m.office_council_seat_consequence() : m.office_council_seat_screens(),
				...(codes.length === 0
					? []
					: [m.office_council_seat_unsurveyed({ count: codes.length, codes: named })])
			],
			confirm: m.office_council_seat()
		};
	}
	if (!read.value.may.dissolve || (fields['dissolveReason'] ?? '').trim() === '') return undefined;
	return {
		title: m.office_council_dissolve_question(),
		follows: [m.office_council_dissolve_consequence()],
		confirm: m.office_council_dissolve(),
		danger: true
	};
}
