import type { Locale } from '#lib/i18n/formats/locale.ts';
import { formatFileSize } from '#lib/i18n/formats/file-size.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { itemView } from '#lib/features/documents/make-views.ts';
import { problemWords } from '#lib/features/form/problem-words.ts';
import { scanViews } from '#lib/server/http/scan-views.ts';
import { formViews } from '#lib/server/http/form-views.ts';
import type { DossierDocuments } from '#lib/server/app/uploads/read-documents.ts';

/** The checklist of one's own dossier, said in the reader's language. */
export function checklistPage(dossier: DossierDocuments, locale: Locale) {
	const { of, closed, items, removed, bytes, maxBytes, draft } = dossier;
	const scans = scanViews(dossier.scans, of.definition.document, locale);
	const said = items.map(({ problems }) =>
		problems.map((problem) => ({
			code: problem.code,
			error: problem.severity === 'error',
			message: problemWords(problem, locale)
		}))
	);
	const required = items.filter((item) => item.required);
	const whole = required.filter(({ problems }) => problems.every(({ severity }) => severity === 'warning'));
	return {
		application: {
			id: of.application.id,
			title: of.application.title || localizedText(of.lot.title, locale),
			code: of.application.code
		},
		closed: closed === undefined ? undefined : sayRefusal(closed),
		// A missing file is seen at its item and listed at the side; it needs no notice of its own.
		items: items.map((item, index) =>
			itemView(
				{ ...item, scans, forms: formViews(item.forms, { id: of.application.id, draft }, locale) },
				index + 1,
				(said[index] ?? []).filter(({ code }) => code !== 'document_missing'),
				locale
			)
		),
		missing: items.flatMap(({ item }, index) =>
			(said[index] ?? []).filter(({ error }) => error).map(({ message }) => ({ key: item.key, message }))
		),
		required: required.length,
		filled: whole.length,
		removed: removed.map(({ id, fileName, itemKey }) => {
			const home = items.find(({ item }) => item.key === itemKey);
			return { id, name: fileName, about: home === undefined ? '' : localizedText(home.item.label, locale) };
		}),
		room: {
			used: Number(bytes),
			limit: maxBytes,
			usedWords: formatFileSize(bytes, locale),
			limitWords: formatFileSize(maxBytes, locale)
		}
	};
}
