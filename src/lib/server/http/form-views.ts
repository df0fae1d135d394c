import type { PrintSpec } from '#lib/domain/definitions/print-spec.ts';
import type { FormView } from '#lib/contracts/prints/print-views.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';

/** The forms that a dossier prints, as buttons of a page. */
export function formViews(
	forms: readonly PrintSpec[],
	{ id, draft }: { readonly id: string; readonly draft: boolean },
	locale: Locale
): FormView[] {
	return forms.map(({ key, title, form }) => {
		const said = localizedText(title, locale);
		return {
			// Many titles name their form already.
			title: form === undefined || said.includes(form) ? said : `${said}, ${form}`,
			address: localizeHref(`/api/ho-so/${id}/ban-in/${key}`),
			draft
		};
	});
}
