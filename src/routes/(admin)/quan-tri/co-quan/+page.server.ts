import type { Actions, PageServerLoad } from './$types';
import {
	letterheadShape,
	officeUnitShape,
	unitHeadShape,
	unitNameShape
} from '#lib/contracts/office/office-rows.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { addLetterhead, tryLetterhead } from '#lib/server/app/office/add-letterhead.ts';
import { addUnit } from '#lib/server/app/office/add-unit.ts';
import { appointUnitHead } from '#lib/server/app/office/appoint-unit-head.ts';
import { nameUnit } from '#lib/server/app/office/name-unit.ts';
import { readOffice } from '#lib/server/app/office/read-office.ts';
import { isConfirmed } from '#lib/server/http/ask-first.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import type { Fields } from '#lib/server/http/form-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readOffice(locals.ctx), url);

/** Each form of the page gets back what was typed into it, and no other. */
const typedInto =
	(form: string) =>
	(fields: Fields): Fields => ({ ...fields, form });

export const actions: Actions = {
	letterhead: formAction(letterheadShape, addLetterhead, {
		ask: async (ctx, { fields, input }) => {
			const tried = isConfirmed(fields) ? undefined : await tryLetterhead(ctx, input);
			if (tried?.ok !== true) return undefined;
			const { superior, office, officeInText, officeInEnglish, place, letters } = tried.value.words;
			const date = formatDate(tried.value.startsOn, ctx.locale);
			return {
				title: m.admin_office_question({ date }),
				follows: [
					superior,
					office,
					m.admin_office_sample({ place, letters }),
					`${officeInText} · ${officeInEnglish}`,
					m.admin_office_question_follows()
				],
				confirm: m.admin_office_question_do()
			};
		},
		typed: typedInto('letterhead'),
		done: { done: 'letterhead' }
	}),
	unit: formAction(officeUnitShape, addUnit, { typed: typedInto('unit'), done: { done: 'unit' } }),
	name: formAction(unitNameShape, nameUnit, { typed: typedInto('name'), done: { done: 'name' } }),
	head: formAction(unitHeadShape, appointUnitHead, { typed: typedInto('head'), done: { done: 'head' } })
};
