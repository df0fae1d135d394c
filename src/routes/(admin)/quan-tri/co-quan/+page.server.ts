import type { Actions, PageServerLoad } from './$types';
import {
	letterheadShape,
	officeUnitShape,
	unitHeadShape,
	unitNameShape
} from '#lib/contracts/office/office-rows.ts';
import { addLetterhead } from '#lib/server/app/office/add-letterhead.ts';
import { addUnit } from '#lib/server/app/office/add-unit.ts';
import { appointUnitHead } from '#lib/server/app/office/appoint-unit-head.ts';
import { nameUnit } from '#lib/server/app/office/name-unit.ts';
import { readOffice } from '#lib/server/app/office/read-office.ts';
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
		typed: typedInto('letterhead'),
		done: { done: 'letterhead' }
	}),
	unit: formAction(officeUnitShape, addUnit, { typed: typedInto('unit'), done: { done: 'unit' } }),
	name: formAction(unitNameShape, nameUnit, { typed: typedInto('name'), done: { done: 'name' } }),
	head: formAction(unitHeadShape, appointUnitHead, { typed: typedInto('head'), done: { done: 'head' } })
};
