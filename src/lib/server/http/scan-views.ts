import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { fieldIn } from '#lib/domain/definitions/expression-scope.ts';
import { codeInGroups } from '#lib/domain/shared/short-code.ts';
import type { PrintSource } from '#lib/domain/prints/printed-cells.ts';
import type { ScanView } from '#lib/contracts/prints/print-views.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { rowTitle } from '#lib/i18n/row-title.ts';
import type { ScanFinding, ScanFindings } from '#lib/server/app/cases/prints/scan-findings.ts';

/** Places that are named one by one; more are counted. */
const MOST_NAMED = 12;

/** What was found on the scans of signed forms, in words. */
export function scanViews(
	{ ofDocument, source }: ScanFindings,
	definition: ProgrammeDefinition,
	locale: Locale
): ReadonlyMap<string, ScanView> {
	const nameOf = (path: string): string[] => (source === undefined ? [] : placeName(path, source, locale));
	return new Map(
		[...ofDocument].map(([id, finding]) => [id, viewOf(finding, { definition, nameOf, locale })])
	);
}

interface Words {
	readonly definition: ProgrammeDefinition;
	readonly nameOf: (path: string) => string[];
	readonly locale: Locale;
}

function viewOf(finding: ScanFinding, words: Words): ScanView {
	const view = (tone: ScanView['tone'], title: string, lines: readonly string[] = []): ScanView => ({
		tone,
		title,
		lines,
		waiting: finding.kind === 'waiting'
	});
	switch (finding.kind) {
		case 'waiting':
			return view('idle', m.documents_scan_waiting());
		case 'given_up':
			return view('info', m.documents_scan_given_up());
		case 'sealed':
			return view('info', m.documents_scan_sealed());
		case 'no_mark':
			return view('info', m.documents_scan_no_mark(), [m.documents_scan_no_mark_hint()]);
		case 'unknown':
			return view('warn', m.documents_scan_unknown());
		case 'another_dossier':
			return view('warn', m.documents_scan_another_dossier());
		case 'another_form': {
			const spec = words.definition.prints?.find(({ key }) => key === finding.form);
			const title = spec === undefined ? finding.form : localizedText(spec.title, words.locale);
			return view('warn', m.documents_scan_another_form({ title }));
		}
		case 'printed':
			return printedView(finding, words, view);
	}
}

function printedView(
	{ code, printedAt, draft, changed, missing }: Extract<ScanFinding, { kind: 'printed' }>,
	{ nameOf, locale }: Words,
	view: (tone: ScanView['tone'], title: string, lines?: readonly string[]) => ScanView
): ScanView {
	const pages = missing.join(', ');
	const gaps =
		missing.length === 0
			? []
			: [missing[0] === 1 ? m.documents_scan_missing_first({ pages }) : m.documents_scan_missing({ pages })];
	if (!draft && changed.length === 0) {
		const said = { code: codeInGroups(code) };
		return missing.length === 0
			? view('ok', m.documents_scan_same(said))
			: view('warn', m.documents_scan_same_partly(said), gaps);
	}
	const names = [...new Set(changed.flatMap(nameOf))];
	const more = names.length - MOST_NAMED;
	const moment = formatDateTime(printedAt, locale);
	return view('warn', changed.length === 0 ? m.documents_scan_draft() : m.documents_scan_old({ moment }), [
		...names.slice(0, MOST_NAMED),
		...(more > 0 ? [m.documents_scan_more({ count: more })] : []),
		...(draft && changed.length > 0 ? [m.documents_scan_draft()] : []),
		...gaps,
		m.documents_scan_again()
	]);
}

/** What a place is called; nothing for one that is said with its table. */
function placeName(path: string, { reading, lines }: PrintSource, locale: Locale): string[] {
	if (path.startsWith('@organisation')) return [m.documents_scan_organisation()];
	if (path.startsWith('@')) return [m.documents_scan_representative()];
	const [address = '', rowId, columnKey] = path.split('/');
	if (address === 'budget') {
		if (rowId === undefined) return [m.documents_scan_budget()];
		return lines.filter(({ key }) => key === rowId).map(({ content }) => m.documents_scan_line({ content }));
	}
	const [section = '', key = ''] = address.split('.');
	const field = fieldIn(reading.form, section, key);
	if (field === undefined) return [];
	const label = localizedText(field.label, locale);
	if (field.kind !== 'table') return [label];
	if (rowId === undefined) return [m.documents_scan_rows({ table: label })];
	const rows = reading.rows(section, field);
	const place = rows.findIndex(({ id }) => id === rowId);
	const row = rows[place];
	const column = field.columns.find((one) => one.key === columnKey);
	if (row === undefined || column === undefined) return [];
	return [
		m.documents_scan_cell({
			table: label,
			row: rowTitle(field, row, place + 1, locale),
			column: localizedText(column.label, locale)
		})
	];
}
