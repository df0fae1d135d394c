import { heading, list, paragraph, signatures } from '#lib/domain/papers/blocks.ts';
import { addressees, facts } from '#lib/domain/papers/blocks.ts';
import type { Block, Fact, Paper } from '#lib/domain/papers/paper.ts';
import { fieldIn } from '#lib/domain/definitions/expression-scope.ts';
import type { CalculatedField, ScalarField } from '#lib/domain/definitions/field-definition.ts';
import { knownFactOf, withPlaceholders } from '#lib/domain/definitions/print-spec.ts';
import type { PrintedAddress, PrintPart, PrintSpec } from '#lib/domain/definitions/print-spec.ts';
import type { StoredScalar } from '#lib/domain/definitions/stored-value.ts';
import { shownField } from '#lib/domain/prints/printed-cells.ts';
import type { PrintSource } from '#lib/domain/prints/printed-cells.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import { answerText } from '#lib/i18n/answer-text.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatPhone } from '#lib/i18n/formats/phone.ts';
import { budgetBlocks } from './form-budget.ts';
import { DOTS, LINE, tableBlocks } from './form-tables.ts';

/** Room for a text that is written by hand. */
const LINES_OF_TEXT = 5;

/** For whom and from what a form is printed. */
export interface FormPrint {
	readonly spec: PrintSpec;
	readonly source: PrintSource;
	/** `empty`: nothing is answered, every field is shown and left to the pen. */
	readonly state: 'empty' | 'draft' | 'complete';
}

/** A form of the programme as a paper: its parts in their order, filled from the answers. */
export function formPaper(print: FormPrint): Paper {
	const { spec } = print;
	const part = (parts: readonly PrintPart[]): Block[] => withoutBareHeadings(parts.flatMap(blocksOf(print)));
	return {
		head: {
			superior: '',
			issuer: said('@organisation_name', print),
			number: null,
			about: '',
			place: '…………',
			day: 'ngày …… tháng …… năm ………'
		},
		letters: 'small',
		landscape: spec.landscape ?? false,
		title: { name: spec.name, subject: spec.subject, reference: '' },
		blocks: [
			...(spec.to === undefined ? [] : [addressees([spec.to])]),
			...part(spec.parts),
			...(spec.signers.length === 0 ? [] : [signatures(spec.signers.map(signer(print)))])
		],
		recipients: [],
		annexes: (spec.annexes ?? []).map((annex) => ({
			title: { name: annex.name, subject: annex.subject, reference: `(Kèm theo ${spec.name})` },
			landscape: annex.landscape ?? false,
			blocks: part(annex.parts)
		}))
	};
}

const signer =
	(print: FormPrint) =>
	({ title, hint, of }: PrintSpec['signers'][number]) => ({
		onBehalf: [],
		title: title.toUpperCase(),
		hint: hint ?? '',
		name: of === undefined || print.state === 'empty' ? '' : textAt(of, print)
	});

const blocksOf =
	(print: FormPrint) =>
	(part: PrintPart): Block[] => {
		switch (part.kind) {
			case 'heading':
				return [heading(part.level, part.text)];
			case 'words':
				return [
					paragraph(
						withPlaceholders(part.text, (address) => said(address, print)),
						part.look
					)
				];
			case 'facts':
				return factBlocks(part.rows, print);
			case 'answer':
				return answerBlocks(part, print);
			case 'table':
				return tableBlocks(part, print);
			case 'budget':
				return budgetBlocks(print.source.lines, print.state === 'empty');
			case 'declaration':
				return list(
					print.source.reading.form.definition.declaration.map(({ vi }) => vi.replace(/^Tôi/, 'Người ký'))
				);
			case 'pen':
				return [heading('part', part.label), ...Array.from({ length: part.lines }, () => paragraph(LINE))];
		}
	};

function factBlocks(rows: Extract<PrintPart, { kind: 'facts' }>['rows'], print: FormPrint): Block[] {
	const shown = rows.flatMap(({ label, of }): Fact[] => {
		if (!isAsked(of, print)) return [];
		return [{ label: label ?? withColon(labelOf(of, print)), text: said(of, print) }];
	});
	return shown.length === 0 ? [] : [facts(shown)];
}

const withColon = (label: string): string => (label.endsWith('?') ? label : `${label}:`);

function answerBlocks({ label, of }: Extract<PrintPart, { kind: 'answer' }>, print: FormPrint): Block[] {
	if (!isAsked(of, print)) return [];
	const text = textAt(of, print);
	const empty = print.state === 'empty' ? Array<string>(LINES_OF_TEXT).fill(LINE) : [LINE];
	const nothing = print.state === 'complete' ? ['Không có.'] : empty;
	const paragraphs = text === '' ? nothing : text.split(/\n+/);
	return [
		heading('part', label ?? labelOf(of, print)),
		...paragraphs.filter((line) => line.trim() !== '').map((line) => paragraph(line))
	];
}

/** What the answers hide is not asked; an empty form asks everything. */
function isAsked(address: PrintedAddress, { source, state }: FormPrint): boolean {
	return (
		state === 'empty' ||
		knownFactOf(address) !== undefined ||
		shownField(source.reading, address) !== undefined
	);
}

function labelOf(address: PrintedAddress, { source }: FormPrint): string {
	const [section = '', key = ''] = address.split('.');
	const label = fieldIn(source.reading.form, section, key)?.label.vi;
	if (label === undefined) throw new Error(`no field ${address}`);
	return label;
}

/** The answer, or room for the pen where it is still missing. */
function said(address: PrintedAddress, print: FormPrint): string {
	const text = textAt(address, print);
	if (text !== '') return text;
	return print.state === 'complete' ? '–' : DOTS;
}

function textAt(address: PrintedAddress, { source, state }: FormPrint): string {
	const { reading, known } = source;
	const fact = knownFactOf(address);
	if (fact === 'organisation_phone') return formatPhone(known[fact]);
	if (fact !== undefined) return known[fact];
	const found = shownField(reading, address);
	if (state === 'empty') return choicesOf(address, reading);
	if (found === undefined) return '';
	const { section, field } = found;
	if (field.kind === 'table' || field.kind === 'budget' || field.kind === 'file') return '';
	const value =
		field.kind === 'calculated'
			? reading.calculated(section, field)
			: (reading.answers[section]?.[field.key] as StoredScalar | undefined);
	const text = answerText(field, value, 'vi');
	// A sum of nothing yet says nothing: zero would read as what is asked for.
	if (state === 'draft' && field.kind === 'calculated' && value === '0') return '';
	const amount = isMoney(field) && typeof value === 'string' ? dongFromPlain(value) : undefined;
	return amount?.ok === true ? `${text} (${dongInWords(amount.value)})` : text;
}

/** What may be ticked, of a choice on an empty form; '' of anything else. */
function choicesOf(address: PrintedAddress, { form }: PrintSource['reading']): string {
	const [section = '', key = ''] = address.split('.');
	const field = fieldIn(form, section, key);
	if (field?.kind !== 'choice' && field?.kind !== 'multiple_choice') return '';
	return field.options.map(({ label }) => `□\u00a0${label.vi}`).join('   ');
}

function isMoney(field: ScalarField | CalculatedField): boolean {
	return field.kind === 'dong' || (field.kind === 'calculated' && field.result.kind === 'dong');
}

/** A heading whose parts the answers hide goes with them. */
function withoutBareHeadings(blocks: readonly Block[]): Block[] {
	const kept: Block[] = [];
	for (const block of [...blocks].reverse()) {
		const next = kept[0];
		const bare =
			block.kind === 'heading' &&
			(next === undefined || (next.kind === 'heading' && rank(next.level) <= rank(block.level)));
		if (!bare) kept.unshift(block);
	}
	return kept;
}

const rank = (level: 'centred' | 'section' | 'part'): number => ({ centred: 0, section: 1, part: 2 })[level];
