import { describe, expect, it } from 'vitest';
import { present } from '#lib/domain/shared/present.ts';
import { completeness } from './completeness.ts';
import type { Completeness, CompletenessInput } from './completeness.ts';
import { computeSection, visibleFields } from './compute-section.ts';
import { formOf } from './form.ts';
import { readForm } from './form-reading.ts';
import { initialAnswers } from './initial-answers.ts';
import { seeded } from '../../../../tests/support/definitions.ts';
import type { Answers } from './stored-value.ts';

const map = seeded('map');
const form = formOf(map, 'standard');
const id = (n: number): string => `0197f7a0-0000-7000-8000-00000000000${n}`;

function check(answers: Answers, more: Partial<CompletenessInput> = {}): Completeness {
	return completeness({
		definition: map,
		variant: 'standard',
		answers,
		documents: [],
		facts: { closesOn: '2026-12-10' },
		...more
	});
}
/** Codes of the problems at a section and field, with row and column where they have one. */
function at(result: Completeness, section: string, field?: string): string[] {
	return result.problems.flatMap(({ code, target, params }) =>
		'section' in target && target.section === section && (field === undefined || target.field === field)
			? [
					[params?.['check'] ?? code, target.row, target.column]
						.filter((part) => part !== undefined)
						.join(' ')
				]
			: []
	);
}
const instrument = {
	code: 'IAH-AM-07',
	name: 'Máy đo độ ẩm hạt',
	group: 'group_2',
	measurement_field: 'temperature_humidity',
	quantity: '1',
	type: 'GMK-303',
	serial: 'R2291',
	range: '5–30 %',
	accuracy: '±0,5 %',
	purpose: ['trade'],
	status: 'expiring',
	control: 'verification',
	certificate_no: 'KĐ-1180/2025',
	verified_on: '2025-11-03',
	valid_until: '2026-11-30'
};
const withInstrument = (cells: Record<string, string | readonly string[]>): Answers => ({
	instruments: { list: [{ id: id(1), cells }] }
});
const line = (quantity: string, price: string) => ({
	kind: 'verification',
	content: 'Kiểm định cân ô tô',
	unit: 'cái',
	quantity,
	unit_price: price
});

describe('an empty draft', () => {
	const result = check({});
	it('is not complete, and every required field says where it is', () => {
		expect(result.complete).toBe(false);
		expect(at(result, 'company', 'employees')).toEqual(['field_missing']);
		expect(at(result, 'instruments', 'list')).toContain('table_empty');
	});
	it('counts required parts by section, the nine groups one by one', () => {
		const counts = Object.fromEntries(
			result.sections.map((part) => [part.key, [part.filled, part.required]])
		);
		expect(counts['assessment']).toEqual([0, 9]);
		expect(counts['standards']).toEqual([0, 0]);
		expect(result.sections.every((part) => !part.begun)).toBe(true);
	});
	it('asks for the required documents, each by its key', () => {
		const missing = result.problems.flatMap(({ target }) => ('dossier' in target ? [target.dossier] : []));
		expect(missing).toEqual(['request', 'registration', 'instrument_certificates']);
		expect(result.dossier).toEqual({ required: 3, filled: 0 });
	});
});

describe('a table', () => {
	it('with whole rows is filled', () => {
		const result = check(withInstrument(instrument));
		expect(at(result, 'instruments')).toEqual([]);
		const part = result.sections.find((section) => section.key === 'instruments');
		expect(part).toMatchObject({
			required: 1,
			filled: 1,
			begun: true,
			tables: { list: { rows: 1, incomplete: 0 } }
		});
	});
	it('names the cell that a half-filled row lacks, and the row by its own name', () => {
		const { certificate_no: _gone, ...half } = instrument;
		const result = check(withInstrument(half));
		expect(at(result, 'instruments', 'list')).toEqual([`cell_missing ${id(1)} certificate_no`]);
		const problem = result.problems.find(({ code }) => code === 'cell_missing');
		expect(problem).toMatchObject({
			rowName: 'IAH-AM-07',
			label: { vi: 'Số giấy chứng nhận' },
			inTable: { row: 1 }
		});
	});
	it('does not take a row that was added and left blank, even where the table is optional', () => {
		const result = check({ standards: { list: [{ id: id(1), cells: {} }] } });
		expect(at(result, 'standards')).toEqual([`row_empty ${id(1)}`]);
	});
	it('asks in a row only for what is shown in it', () => {
		const never = { ...instrument, status: 'never', plan: 'Kiểm định tháng 12/2026' };
		const { control: _a, certificate_no: _b, verified_on: _c, valid_until: _d, ...rest } = never;
		expect(at(check(withInstrument(rest)), 'instruments')).toEqual([]);
		const { plan: _plan, ...planless } = rest;
		expect(at(check(withInstrument(planless)), 'instruments')).toEqual([`cell_missing ${id(1)} plan`]);
	});
	it('checks each row: a certificate that ends before it began; a calibrated group 2 instrument', () => {
		const wrong = { ...instrument, valid_until: '2025-11-03', control: 'calibration' };
		const result = check(withInstrument(wrong));
		expect(at(result, 'instruments')).toEqual([
			`certificate_dates ${id(1)} valid_until`,
			`group_2_needs_verification ${id(1)} control`
		]);
		expect(
			result.problems.filter(({ severity }) => severity === 'warning').map(({ params }) => params?.['check'])
		).toContain('group_2_needs_verification');
	});
	it('of given rows is filled row by row', () => {
		const cells = { current_status: 'Đã có', evidence: 'QĐ 12', conformity: 'met' };
		const one = check({ assessment: { groups: [{ id: 'data', cells }] } });
		expect(one.sections.find((part) => part.key === 'assessment')).toMatchObject({ filled: 1, required: 9 });
		const partly = check({
			assessment: { groups: [{ id: 'data', cells: { ...cells, conformity: 'partly' } }] }
		});
		expect(at(partly, 'assessment').filter((code) => code.includes(' data '))).toEqual([
			'cell_missing data gap',
			'cell_missing data cause',
			'cell_missing data solution',
			'cell_missing data responsible',
			'cell_missing data deadline'
		]);
	});
});

describe('money', () => {
	const answers: Answers = {
		funding: {
			support_lines: [
				{ id: id(1), cells: line('3', '2500000') },
				{ id: id(2), cells: line('0.5', '333333') }
			],
			own_lines: [{ id: id(3), cells: line('1', '1000000') }]
		}
	};
	it('is multiplied and added exactly, each row rounded half up to the đồng', () => {
		const computed = computeSection(form, 'funding', answers);
		expect(computed.tables['support_lines']).toMatchObject({
			cells: { [id(1)]: { amount: '7500000' }, [id(2)]: { amount: '166667' } },
			totals: { amount: '7666667' }
		});
		expect(computed.calculated).toEqual({
			requested: '7666667',
			own: '1000000',
			total: '8666667',
			own_share: '11.5'
		});
	});
	it('a missing figure leaves a row empty, not 0', () => {
		const { unit_price: _gone, ...half } = line('3', '1');
		const computed = computeSection(form, 'funding', {
			funding: { support_lines: [{ id: id(1), cells: half }] }
		});
		expect(computed.tables['support_lines']?.cells).toEqual({ [id(1)]: { amount: null } });
		expect(computed.calculated['own_share']).toBeNull();
	});
	it('must tie with the signed request', () => {
		const declared = (declared_total: string): Answers => ({
			funding: { ...answers['funding'], declared_total }
		});
		expect(at(check(declared('8666666')), 'funding', 'declared_total')).toEqual(['total_matches']);
		expect(at(check(declared('8666667')), 'funding', 'declared_total')).toEqual([]);
	});
	it('parts within the limit whose total is beyond it are refused', () => {
		const huge = Array.from({ length: 2 }, (_, n) => ({ id: id(n), cells: line('9', '99999999999999') }));
		const result = check({ funding: { support_lines: huge } });
		expect(at(result, 'funding', 'support_lines')).toEqual(['total_too_large']);
		expect(at(result, 'funding', 'requested')).toEqual(['total_too_large']);
	});
	it('what is shown depends on answers', () => {
		const keys = (given: Answers): string[] =>
			visibleFields(form, 'funding', given).map((field) => field.key);
		expect(keys({})).not.toContain('own_sources');
		expect(keys(answers)).toContain('own_sources');
		expect(keys({ funding: { other_support: 'yes' } })).toContain('other_support_detail');
	});
});

describe('what is hidden', () => {
	it('counts as empty: a row column that is no longer shown decides nothing', () => {
		const { plan: _none, ...rest } = { ...instrument, plan: '' };
		const stale = {
			...rest,
			status: 'never',
			plan: 'Kiểm định',
			control: 'calibration',
			valid_until: '2020-01-01'
		};
		expect(at(check(withInstrument(stale)), 'instruments')).toEqual([]);
	});
	it('counts as empty: a section of another variant adds nothing', () => {
		const task = formOf(seeded('task'), 'applied_research');
		const stale: Answers = {
			business: { output: [{ id: id(1), cells: { quantity: '1', price: '5' } }], production_cost: '1' }
		};
		const reading = readForm(task, stale);
		expect(reading.value('sum(business.output.revenue)', {})).toEqual({ num: 0n, den: 1n });
		expect(reading.value('business.production_cost', {})).toBeNull();
	});
	it('counts as empty: a field whose condition no longer holds', () => {
		const hidden: Answers = { funding: { other_support: 'no', other_support_detail: 'cũ' } };
		expect(readForm(form, hidden).value('funding.other_support_detail', {})).toBeNull();
	});
});

describe('across fields', () => {
	it('an end before the start, and a programme shorter than a year', () => {
		const dates = (period_from: string, period_to: string): string[] =>
			at(check({ needs: { period_from, period_to } }), 'needs', 'period_to');
		expect(dates('2027-02-01', '2027-01-01')).toEqual(['period_order', 'period_one_year']);
		expect(dates('2027-01-01', '2027-11-30')).toEqual(['period_one_year']);
		expect(dates('2027-01-01', '2027-12-31')).toEqual([]);
	});
	it('what is not filled yet is missing, and not wrong as well', () => {
		expect(at(check({ needs: { period_from: '2027-01-01' } }), 'needs', 'period_to')).toEqual([
			'field_missing'
		]);
	});
});

describe('documents', () => {
	const files = (key: string, verdict: 'clean' | 'infected' | 'pending', dated?: string) =>
		check({}, { documents: [{ key, name: 'a.pdf', verdict, ...present({ dated }) }] })
			.problems.filter(({ target }) => 'dossier' in target && target.dossier === key)
			.map(({ code, severity }) => [code, severity]);
	it('an infected one does not count; one that waits for its scan is a warning', () => {
		expect(files('request', 'infected')).toEqual([
			['document_missing', 'error'],
			['document_infected', 'error']
		]);
		expect(files('request', 'pending')).toEqual([['document_scan_pending', 'warning']]);
		expect(files('request', 'clean')).toEqual([]);
	});
	it('a quotation holds for 90 days, counted to the deadline', () => {
		expect(files('quotations', 'clean', '2026-09-11')).toEqual([]);
		expect(files('quotations', 'clean', '2026-09-10')).toEqual([['document_too_old', 'error']]);
		expect(files('quotations', 'clean')).toEqual([['document_date_missing', 'warning']]);
	});
	it('a certificate must not have expired', () => {
		expect(files('system_certificates', 'clean', '2026-12-09')).toEqual([['document_expired', 'error']]);
		expect(files('system_certificates', 'clean', '2026-12-10')).toEqual([]);
	});
	it('some are required only when an answer asks for them', () => {
		const result = check({ standards: { list: [{ id: id(1), cells: { code: 'C1' } }] } });
		const missing = result.problems.flatMap(({ code, target }) =>
			code === 'document_missing' && 'dossier' in target ? [target.dossier] : []
		);
		expect(missing).toContain('standard_certificates');
	});
});

describe('a task', () => {
	const task = seeded('task');
	const given = (state: bigint, own: bigint, variant = 'applied_research'): Completeness =>
		completeness({
			definition: task,
			variant,
			answers: {},
			documents: [],
			budget: { state, own, lines: 1, problems: [] },
			facts: { closesOn: '2026-12-10' }
		});
	const dossier = (result: Completeness): string[] =>
		result.problems.flatMap(({ target }) => ('dossier' in target ? [target.dossier] : []));
	it('asks for financial statements and the own sources only with an own contribution', () => {
		expect(dossier(given(5n, 0n))).not.toContain('financial_statements');
		expect(dossier(given(5n, 1n))).toContain('financial_statements');
		expect(at(given(5n, 0n), 'funding', 'own_sources')).toEqual([]);
		expect(at(given(5n, 1n), 'funding', 'own_sources')).toContain('table_empty');
	});
	it('has sections and documents of its own for trial production', () => {
		expect(given(5n, 0n).sections.some((part) => part.key === 'business')).toBe(false);
		expect(given(5n, 0n, 'trial_production').sections.some((part) => part.key === 'business')).toBe(true);
		expect(dossier(given(5n, 0n, 'trial_production'))).toContain('description_project');
		expect(dossier(given(5n, 0n))).toContain('description_research');
	});
	it('without budget lines says so, and passes on what the engine found', () => {
		const result = completeness({
			definition: task,
			variant: 'applied_research',
			answers: {},
			documents: [],
			budget: { state: 0n, own: 0n, lines: 0, problems: [{ code: 'budget_content_missing' }] }
		});
		expect(at(result, 'funding', 'budget')).toEqual([
			'budget_empty',
			'budget_content_missing',
			'state_asked'
		]);
	});
});

it('a draft starts with what the portal knows, and leaves out what does not fit', () => {
	const answers = initialAnswers(
		form,
		{ 'organisation.employees': '120', 'organisation.revenue': 'nhiều', 'organisation.commune': '23767' },
		{ communes: new Map([['23767', 'Xã Ia Hrung']]), provinces: new Map() }
	);
	expect(answers).toEqual({
		company: { employees: '120', site_commune: { code: '23767', name: 'Xã Ia Hrung' } }
	});
});
