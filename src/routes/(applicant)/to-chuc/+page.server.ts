import type { Actions, PageServerLoad } from './$types';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { can } from '#lib/domain/access/policy.ts';
import { createOrganisation } from '#lib/server/app/organisations/create-organisation.ts';
import { editOrganisation, withdrawChange } from '#lib/server/app/organisations/edit-organisation.ts';
import { listOwnOrganisations } from '#lib/server/app/organisations/read-organisations.ts';
import { addPaper, PAPER_RULES } from '#lib/server/app/organisations/add-paper.ts';
import { startSession } from '#lib/server/http/entrance.ts';
import { shownPapers } from '#lib/server/http/shown-papers.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { fileAction, formAction, seeOther } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({
	organisations: valueOrError(await listOwnOrganisations(locals.ctx), url).map(({ papers, ...row }) => ({
		...row,
		papers: shownPapers(papers)
	})),
	limits: { bytes: PAPER_RULES.maxBytes, count: PAPER_RULES.maxFiles },
	mayCreate: can(locals.actor, 'organisation.create').ok,
	/** Another registration of the code stands beside the one just made. */
	beside: url.searchParams.has('ma-da-co'),
	paperKept: url.searchParams.has('da-nhan'),
	saved: url.searchParams.has('da-luu'),
	asked: url.searchParams.has('da-de-nghi'),
	askedAnew: url.searchParams.has('thay-de-nghi'),
	takenBack: url.searchParams.has('da-rut'),
	adding: url.searchParams.has('them')
});

export const actions: Actions = {
	create: formAction(parseOrganisation, createOrganisation, {
		done: ({ session, beside }, { cookies, locals }) => {
			startSession(cookies, locals.ctx, session);
			return seeOther(beside ? '/to-chuc?ma-da-co' : '/to-chuc?da-luu');
		}
	}),
	upload: fileAction(
		(ctx, { fileName, bytes, fields }) =>
			addPaper(ctx, { organisationId: fields['organisationId'] ?? '', fileName, bytes }),
		{
			typed: ({ organisationId = '' }) => ({ paperOf: organisationId }),
			done: () => seeOther('/to-chuc?da-nhan')
		}
	),
	edit: formAction(
		(fields) => {
			const profile = parseOrganisation(fields);
			// What is no version was not shown, so it is stale.
			const version = digitsIn(fields['version'], { max: 999_999_999 }) ?? 0;
			return profile.ok ? ok({ id: fields['id'] ?? '', version, profile: profile.value }) : profile;
		},
		editOrganisation,
		{
			done: ({ asked, replaced }) =>
				seeOther(`/to-chuc?${asked === undefined ? 'da-luu' : replaced ? 'thay-de-nghi' : 'da-de-nghi'}`)
		}
	),
	withdraw: formAction(hiddenFields('id'), withdrawChange, {
		// The form of this organisation stays closed: nothing was typed into it.
		typed: ({ id = '' }) => ({ paperOf: id }),
		done: () => seeOther('/to-chuc?da-rut')
	})
};
