import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { can } from '#lib/domain/access/policy.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { createOrganisation } from '#lib/server/app/organisations/create-organisation.ts';
import { editOrganisation, withdrawChange } from '#lib/server/app/organisations/edit-organisation.ts';
import { listOwnOrganisations } from '#lib/server/app/organisations/read-organisations.ts';
import { addPaper, PAPER_RULES } from '#lib/server/app/organisations/add-paper.ts';
import { startSession } from '#lib/server/http/entrance.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { postedFile } from '#lib/server/http/posted-file.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { shownPapers } from '#lib/server/http/shown-papers.ts';

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
	create: async ({ request, locals, cookies }) => {
		const fields = await formFields(request);
		const input = parseOrganisation(fields);
		const made = input.ok ? await createOrganisation(locals.ctx, input.value) : input;
		if (!made.ok) return failWith(made.refusal, fields);
		startSession(cookies, locals.ctx, made.value.session);
		redirect(303, localizeHref(made.value.beside ? '/to-chuc?ma-da-co' : '/to-chuc?da-luu'));
	},
	upload: async ({ request, locals }) => {
		const posted = await postedFile(request);
		if (!posted.ok) return failWith(posted.refusal, { paperOf: '' });
		const { fileName, bytes, fields } = posted.value;
		const { organisationId = '' } = fields;
		const added = await addPaper(locals.ctx, { organisationId, fileName, bytes });
		if (!added.ok) return failWith(added.refusal, { paperOf: organisationId });
		redirect(303, localizeHref('/to-chuc?da-nhan'));
	},
	edit: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseOrganisation(fields);
		const { id = '', version } = fields;
		const saved = input.ok
			? await editOrganisation(locals.ctx, {
					id,
					// What is no version was not shown, so it is stale.
					version: digitsIn(version, { max: 999_999_999 }) ?? 0,
					profile: input.value
				})
			: input;
		if (!saved.ok) return failWith(saved.refusal, fields);
		const { asked, replaced } = saved.value;
		const told = asked === undefined ? 'da-luu' : replaced ? 'thay-de-nghi' : 'da-de-nghi';
		redirect(303, localizeHref(`/to-chuc?${told}`));
	},
	withdraw: async ({ request, locals }) => {
		const { id = '' } = await formFields(request);
		const taken = await withdrawChange(locals.ctx, { id });
		// The form of this organisation stays closed: nothing was typed into it.
		if (!taken.ok) return failWith(taken.refusal, { paperOf: id });
		redirect(303, localizeHref('/to-chuc?da-rut'));
	}
};
