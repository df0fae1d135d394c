import type { PageServerLoad } from './$types';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { readDraftCopy } from '#lib/server/app/prints/read-draft-copy.ts';
import { formViews } from '#lib/server/http/form-views.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { renderOnce } from '#lib/server/http/render-once.ts';
import FrozenDossier from '../../../../frozen/FrozenDossier.svelte';

export const load: PageServerLoad = async (event) => {
	const { params, locals, url, depends } = event;
	depends('dossier:words');
	const draft = valueOrError(await readDraftCopy(locals.ctx, params.id), url);
	const { application, lot } = draft.of;
	const home = localizeHref(`/ho-so/${application.id}`);
	return {
		id: application.id,
		title: application.title,
		code: application.code,
		lotTitle: lot.title,
		editable: draft.editable,
		missing: draft.missing,
		draft: draft.draft,
		forms: formViews(draft.forms, { id: application.id, draft: draft.draft }, locals.locale),
		copy: renderOnce(event, FrozenDossier, {
			sections: draft.sections,
			budget: draft.budget,
			files: draft.documents.map(({ id, itemKey, fileName, size, sha256 }) => ({
				...{ id, item: itemKey, name: fileName, size: String(size), sha256 }
			})),
			links: false,
			...(draft.editable ? { edit: home } : {})
		})
	};
};
