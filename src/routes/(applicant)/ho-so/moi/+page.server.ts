import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { createApplicationShape } from '#lib/contracts/applications/create-application.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { readNewApplication } from '#lib/server/app/applications/read-new-application.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { sayProblems, statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const page = valueOrError(
		await readNewApplication(locals.ctx, url.searchParams.get('dot') ?? undefined),
		url
	);
	return {
		now: page.now,
		organisations: page.organisations.map(({ id, name }) => ({ id, name })),
		open: page.open.map(({ code, title, closesAt, lots }) => ({ code, title, closesAt, lots })),
		chosen:
			page.chosen === undefined
				? null
				: {
						code: page.chosen.call.code,
						title: page.chosen.call.title,
						closesAt: page.chosen.call.closesAt,
						sealed: page.chosen.sealed,
						lots: page.chosen.lots.map(({ id, code, title }) => ({ id, code, title }))
					},
		lot: url.searchParams.get('lot') ?? ''
	};
};

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(createApplicationShape, fields);
		const created = input.ok ? await createApplication(locals.ctx, input.value) : input;
		if (!created.ok) {
			const { code, params } = created.refusal;
			return fail(statusOf(created.refusal), {
				problems: sayProblems(created.refusal),
				typed: { lotId: fields['lotId'] ?? '', organisationId: fields['organisationId'] ?? '' },
				existing:
					code === 'application_exists' ? { id: params?.['id'] ?? '', name: params?.['code'] ?? '' } : null
			});
		}
		redirect(303, localizeHref(`/ho-so/${created.value.id}/phan/${created.value.firstSection}`));
	}
};
