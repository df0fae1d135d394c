import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { can } from '#lib/domain/access/policy.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { createOrganisation, editOrganisation } from '#lib/server/app/organisations/manage-organisation.ts';
import { listOwnOrganisations } from '#lib/server/app/organisations/read-organisations.ts';
import { startSession } from '#lib/server/http/entrance.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({
	organisations: valueOrError(await listOwnOrganisations(locals.ctx), url),
	mayCreate: can(locals.actor, 'organisation.create').ok,
	/** The code typed at sign-up was registered by somebody else meanwhile. */
	codeTaken: url.searchParams.has('ma-da-co'),
	saved: url.searchParams.has('da-luu'),
	adding: url.searchParams.has('them')
});

export const actions: Actions = {
	create: async ({ request, locals, cookies }) => {
		const fields = await formFields(request);
		const input = parseOrganisation(fields);
		const made = input.ok ? await createOrganisation(locals.ctx, input.value) : input;
		if (!made.ok) return failWith(made.refusal, fields);
		startSession(cookies, locals.ctx, made.value.session);
		redirect(303, localizeHref('/to-chuc?da-luu'));
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
		redirect(303, localizeHref('/to-chuc?da-luu'));
	}
};
