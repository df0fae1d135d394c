import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { readSectionForm } from '#lib/contracts/applications/section-form.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { followSection } from '#lib/features/form/follow-section.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { readSection } from '#lib/server/app/applications/read-section.ts';
import { saveSectionForm } from '#lib/server/app/applications/save-section-form.ts';
import { valueOrError, sayProblems, statusOf } from '#lib/server/http/refusal-response.ts';
import { LONG_FORM_BYTES, readForm } from '#lib/server/http/request-body.ts';
import { sectionPageData } from '#lib/server/http/section-page-data.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const page = valueOrError(await readSection(locals.ctx, params.id, params.section), url);
	return {
		...sectionPageData(page, params.section, locals),
		state: followSection({ ...page, sectionKey: params.section }, locals.locale),
		closed: page.closed === undefined ? null : sayRefusal(page.closed),
		checking: url.searchParams.has('kiem-tra')
	};
};

const conflictAt = (field: string): Refusal => ({ code: 'answer_conflict', field });

export const actions: Actions = {
	/** The way of a browser without scripts: the whole section at once, through the same use case. */
	default: async ({ params, request, locals, url }) => {
		const { ctx } = locals;
		const page = valueOrError(await readSection(ctx, params.id, params.section), url);
		const section = page.definition.sections.find(({ key }) => key === params.section);
		if (section === undefined) error(404, sayRefusal({ code: 'not_found' }));
		const newRowId = ctx.app.ids.v4();
		const posted = readSectionForm(section, await readForm(request, LONG_FORM_BYTES), newRowId);
		const saved = await saveSectionForm(ctx, {
			id: params.id,
			sectionKey: params.section,
			patches: posted.patches
		});
		if (!saved.ok) {
			const problems = sayProblems(saved.refusal);
			return fail(statusOf(saved.refusal), { typed: posted.typed, problems });
		}
		const { conflicts, refused } = saved.value;
		if (conflicts.length + refused.length > 0) {
			return fail(conflicts.length > 0 ? 409 : 400, {
				typed: posted.typed,
				problems: [...conflicts.map(({ path }) => conflictAt(path)), ...refused].flatMap(sayProblems)
			});
		}
		const next = page.sections[page.sections.findIndex(({ key }) => key === params.section) + 1];
		const here = `/ho-so/${params.id}/phan/${params.section}`;
		const [verb, table = ''] = posted.act.split(':');
		if (verb === 'add') redirect(303, `${localizeHref(here)}#f-${table}-${newRowId}`);
		if (verb !== 'next') redirect(303, localizeHref(here));
		redirect(
			303,
			localizeHref(
				next === undefined ? `/ho-so/${params.id}/tai-lieu` : `/ho-so/${params.id}/phan/${next.key}`
			)
		);
	}
};
