/** From what the server holds to what a page shows: words, sizes, dates. The shapes are the server's, restated. */
import type { FormView, ScanView } from '#lib/contracts/prints/print-views.ts';
import type { DossierItem } from '#lib/domain/definitions/definition.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { present } from '#lib/domain/shared/present.ts';
import { isShown } from '#lib/domain/uploads/shown-kind.ts';
import { itemRules } from '#lib/domain/uploads/upload.ts';
import { formatDate, formatDateTime } from '#lib/i18n/formats/dates.ts';
import { formatFileSize } from '#lib/i18n/formats/file-size.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { kindWords } from './document-view.ts';
import type { DocumentView, ItemView, UnfinishedView, Verdict } from './document-view.ts';

interface Document {
	readonly id: string;
	readonly fileName: string;
	readonly size: bigint;
	readonly verdict: Verdict;
	readonly uploadedAt: Date;
	readonly datedOn: CalendarDate | null;
}

interface Unfinished {
	readonly id: string;
	readonly fileName: string;
	readonly size: number;
	readonly received: number;
	readonly state: string;
}

interface State {
	readonly item: DossierItem;
	readonly required: boolean;
	readonly documents: readonly Document[];
	readonly uploads: readonly Unfinished[];
	readonly forms: readonly FormView[];
	/** By document. */
	readonly scans: ReadonlyMap<string, ScanView>;
}

/** Straight to the file where its state stands beside the link (`told`); else to the page that says it first. */
function hrefOf({ id, verdict }: Document, told: boolean): string | undefined {
	switch (verdict) {
		case 'infected':
			return undefined;
		case 'not_configured':
			return told ? localizeHref(`/api/tai-lieu/${id}?dong-y=1`) : localizeHref(`/tai-lieu/${id}`);
		case 'pending':
			return localizeHref(`/tai-lieu/${id}`);
		case 'clean':
			return localizeHref(`/api/tai-lieu/${id}`);
	}
}

/** Where a browser shows it; what must be told first stands on the page that tells it. */
function shownHrefOf({ id, verdict, fileName }: Document, told: boolean): string | undefined {
	if (!isShown(fileName)) return undefined;
	if (verdict === 'clean') return localizeHref(`/api/tai-lieu/${id}?xem=1`);
	if (verdict !== 'not_configured') return undefined;
	return told ? localizeHref(`/api/tai-lieu/${id}?dong-y=1&xem=1`) : localizeHref(`/tai-lieu/${id}`);
}

/** A document for `DocumentRow`. `told`: the reader brought it, and sees its state beside the link. */
export function documentView(
	document: Document,
	locale: Locale,
	options: {
		readonly told?: boolean;
		readonly dated?: 'issued' | 'expires';
		readonly scan?: ScanView | undefined;
	} = {}
): DocumentView {
	const { datedOn } = document;
	const date = datedOn === null ? undefined : formatDate(datedOn, locale);
	const said = options.dated === 'expires' ? m.documents_date_until : m.documents_date_of;
	return {
		id: document.id,
		name: document.fileName,
		size: formatFileSize(document.size, locale),
		verdict: document.verdict,
		uploadedAt: formatDateTime(document.uploadedAt, locale),
		datedOn,
		...(date === undefined ? {} : { dated: said({ date }) }),
		...present({
			href: hrefOf(document, options.told ?? false),
			shownHref: shownHrefOf(document, options.told ?? false),
			scan: options.scan
		})
	};
}

function unfinishedView(upload: Unfinished, locale: Locale): UnfinishedView {
	return {
		id: upload.id,
		name: upload.fileName,
		sent: formatFileSize(upload.received, locale),
		size: formatFileSize(upload.size, locale),
		percent: Math.floor((upload.received * 100) / upload.size),
		checking: upload.state === 'checking'
	};
}

/** One item of one's own checklist. `problems` are said already, without the missing file itself, which the item shows. */
export function itemView(
	{ item, required, documents, uploads, forms, scans }: State,
	number: number,
	problems: ItemView['problems'],
	locale: Locale
): ItemView {
	const { accept, maxBytes, maxFiles } = itemRules(item);
	const limit = formatFileSize(maxBytes, locale);
	const kinds = kindWords(accept);
	return {
		key: item.key,
		number,
		label: localizedText(item.label, locale),
		...(item.guidance === undefined ? {} : { guidance: localizedText(item.guidance, locale) }),
		...(item.form === undefined ? {} : { form: item.form }),
		...(item.dated === undefined ? {} : { dated: item.dated }),
		required,
		accept,
		maxBytes,
		maxFiles,
		rules:
			maxFiles === 1
				? m.documents_rules({ kinds, limit })
				: m.documents_rules_many({ kinds, limit, count: String(maxFiles) }),
		documents: documents.map((document) =>
			documentView(document, locale, {
				told: true,
				scan: scans.get(document.id),
				...(item.dated === undefined ? {} : { dated: item.dated })
			})
		),
		unfinished: uploads.map((upload) => unfinishedView(upload, locale)),
		problems,
		forms
	};
}
