import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { submitApplicationShape } from '#lib/contracts/applications/submit-application.ts';
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import { deadlineOf } from '#lib/domain/workflow/application-window.ts';
import { nothingChanged } from '#lib/domain/definitions/changed-parts.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { readSubmission } from '#lib/server/app/applications/read-submission.ts';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { scanViews } from '#lib/server/http/scan-views.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { readForm } from '#lib/server/http/request-body.ts';

export const load: PageServerLoad = async ({ params, locals, url, depends }) => {
	depends('dossier:words');
	const page = valueOrError(await readSubmission(locals.ctx, params.id), url);
	const { application, call, lot, definition, organisation } = page.of;
	const { changes } = page;
	const scans = scanViews(page.scans, definition.document, locals.locale);
	const items = dossierOf(definition.document, lot.variant);
	// The back button after submitting leads to what was submitted.
	if (application.state === 'submitted' && !application.replacing)
		redirect(303, localizeHref(`/ho-so/${params.id}`));
	return {
		id: application.id,
		version: application.version,
		title: application.title,
		code: application.code,
		replacing: application.replacing,
		organisation: organisation.name,
		callTitle: call.title,
		lotTitle: lot.title,
		closesAt: deadlineOf(application, call),
		now: page.now,
		closed: page.closed === undefined ? null : sayRefusal(page.closed),
		problems: page.completeness.problems,
		complete: page.completeness.complete,
		sealed: page.sealed,
		// Nothing keeps a scan from being submitted: what does not fit is said where the decision falls.
		scans: page.documents.flatMap((document) => {
			const found = scans.get(document.id);
			const item = items.find(({ key }) => key === document.itemKey);
			return found?.tone === 'warn' && item !== undefined
				? [{ id: document.id, item: item.label, found: found.title }]
				: [];
		}),
		sections: page.sections.length,
		sectionTitles: page.sections.map(({ key, title }) => ({ key, title })),
		changes:
			changes === undefined
				? null
				: {
						...changes,
						same: nothingChanged(changes),
						sections: page.sections
							.filter(({ key }) => changes.sections.includes(key))
							.map(({ title }) => title),
						items: dossierOf(definition.document, lot.variant)
							.filter(({ key }) => changes.items.includes(key))
							.map(({ label }) => label)
					},
		files: page.documents.length,
		bytes: page.documents.reduce((sum, { size }) => sum + size, 0n),
		requested: page.requested,
		own: page.own,
		maySubmit: page.maySubmit,
		representatives: page.representatives,
		declaration: definition.document.declaration
	};
};

export const actions: Actions = {
	default: async ({ params, request, locals }) => {
		const form = await readForm(request);
		const typed = { declarations: form.getAll('declaration').map(String) };
		const input = parseInput(submitApplicationShape, {
			version: form.get('version'),
			declarations: typed.declarations
		});
		if (!input.ok) return failWith(input.refusal, typed);
		const done = await submitApplication(locals.ctx, { id: params.id, ...input.value });
		// A second click finds the receipt of the first.
		if (!done.ok && done.refusal.code !== 'already_submitted') {
			const { causes, ...refusal } = done.refusal;
			// What is missing in the dossier stands on the page; each sentence is a box of this form.
			const ofForm = refusal.code === 'declaration_unconfirmed' && causes !== undefined;
			return failWith(ofForm ? { ...refusal, causes } : refusal, typed);
		}
		redirect(303, localizeHref(`/ho-so/${params.id}?da-nop`));
	}
};
