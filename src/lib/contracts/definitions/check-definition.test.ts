import { describe, expect, it } from 'vitest';
import { parseDefinition } from './parse-definition.ts';
import { document } from '../../../../tests/support/definitions.ts';

type Json = Record<string, unknown>;
/** One fault planted in a sound document: the object at the path gets the given members (undefined removes). */
function plant(path: string, members: Json, name: 'map' | 'task' | 'proposal' = 'map'): string[] {
	const root = document(name);
	const target = path
		.split('/')
		.filter((part) => part !== '')
		.reduce<unknown>((value, part) => step(value, part), root);
	if (typeof target !== 'object' || target === null) throw new Error(`no ${path}`);
	Object.assign(target, members);
	const read = parseDefinition(JSON.parse(JSON.stringify(root)));
	return read.ok
		? []
		: (read.refusal.causes ?? [read.refusal]).map((cause) => `${cause.code} ${cause.field ?? ''}`);
}
function step(value: unknown, part: string): unknown {
	if (Array.isArray(value)) {
		return (
			value.find(
				(entry: unknown) =>
					typeof entry === 'object' && entry !== null && 'key' in entry && entry.key === part
			) ?? value.find((_: unknown, index) => String(index) === part)
		);
	}
	return typeof value === 'object' && value !== null ? (value as Json)[part] : undefined;
}

describe('structure', () => {
	it('nothing but an object of a known schema', () => {
		for (const json of [null, [], 'x', 7]) expect(parseDefinition(json).ok).toBe(false);
		const read = parseDefinition({ ...document('map'), schemaVersion: 3 });
		expect(read.ok ? '' : read.refusal.code).toBe('definition_schema_unknown');
	});
	it('Vietnamese is required everywhere', () => {
		expect(plant('sections/company/title', { vi: '' })).toEqual([
			'rule_value_malformed definition.sections[0].title.vi'
		]);
	});
	it('unknown members, kinds and keys are refused, all at once', () => {
		expect(plant('', { colour: 'red', version: 0 })).toEqual([
			'rule_key_unknown definition.colour',
			'rule_value_malformed definition.version'
		]);
		expect(plant('sections/company/fields/employees', { kind: 'script' })[0]).toContain('.kind');
		expect(plant('sections/company', { key: 'Công ty' })[0]).toContain('sections[0].key');
	});
});

describe('meaning', () => {
	it.each([
		['sections/activity', { key: 'company' }, 'key_repeated sections.company'],
		['sections/standards', { key: 'budget' }, 'key_reserved budget'],
		['sections/company/fields/employees', { key: 'revenue' }, 'key_repeated company.revenue'],
		['sections/company/fields/employees', { min: 9, max: 1 }, 'bounds_reversed company.employees'],
		['sections/company/fields/employees', { variants: ['other'] }, 'variant_unknown company.employees'],
		['sections/activity/fields/priority_sector', { options: [] }, 'options_missing activity.priority_sector'],
		['sections/instruments/fields/list', { totals: ['name'] }, 'totals_not_a_number instruments.list'],
		['sections/instruments/fields/list', { rowName: 'nothing' }, 'column_unknown instruments.list.rowName'],
		[
			'sections/funding/fields/total',
			{ expression: 'requested +' },
			'expression_incomplete funding.total.expression'
		],
		[
			'sections/funding/fields/total',
			{ expression: 'requested / 3' },
			'expression_result funding.total.expression'
		],
		['sections/funding/fields/own', { expression: 'total - requested' }, 'expression_cycle funding.own'],
		[
			'sections/funding/fields/own_sources',
			{ showIf: 'isEmpty(own_sources)' },
			'expression_cycle funding.own_sources'
		],
		[
			'sections/funding/fields/own_sources',
			{ showIf: 'own' },
			'expression_wrong_type funding.own_sources.showIf'
		],
		[
			'dossier/standard_certificates',
			{ required: { if: 'count(nothing.list) > 0' } },
			'expression_wrong_arguments dossier.standard_certificates.required'
		],
		['dossier/request', { validityDays: 30 }, 'dossier_validity_without_date dossier.request'],
		['checks/period_order', { section: 'nowhere' }, 'section_unknown checks.period_order'],
		['checks/period_order', { field: 'nothing' }, 'field_unknown checks.period_order'],
		['checks/certificate_dates', { column: 'nothing' }, 'column_unknown checks.certificate_dates'],
		['amounts', { requested: 'count(instruments.list)' }, 'expression_not_money amounts.requested'],
		['rubrics/standard/criteria/spread/scale', { max: 6 }, 'rubric_total_not_100 rubrics.standard'],
		['workflow/stages/opening', { lead: 'nobody' }, 'unit_unknown workflow.stages.opening'],
		['workflow/stages/opening', { key: 'result' }, 'stage_missing workflow.stages'],
		['workflow', { chain: undefined }, 'approval_chain_missing workflow.chain'],
		[
			'workflow/stages/opening',
			{ coLead: ['khtc'] },
			'rule_key_unknown definition.workflow.stages[1].coLead'
		],
		['workflow', { surveyGroupsFrom: 'funding.own' }, 'survey_groups_unknown workflow.surveyGroupsFrom'],
		[
			'budgetTemplate/lines/tables/0',
			{ table: 'funding.nothing' },
			'budget_table_unknown budgetTemplate.lines.funding.nothing'
		],
		[
			'budgetTemplate/lines/tables/0',
			{ categories: {} },
			'budget_category_missing budgetTemplate.lines.funding.support_lines'
		],
		['', { budgetTemplate: undefined }, 'budget_missing budgetTemplate'],
		['', { caseTitle: 'needs.nothing' }, 'case_title_unknown caseTitle'],
		['participants/0', { name: 'nothing' }, 'participants_unknown participants']
	] as const)('%s %j: %s', (path, members, expected) => {
		expect(plant(path, members)).toContain(expected);
	});
	it('fields of the form for the method of payment', () => {
		expect(plant('sections/general/fields/spending_method', { key: 'another' }, 'task')).toContain(
			'khoan_field_unknown budgetTemplate.khoanMethod.general.spending_method'
		);
		expect(
			plant('budgetTemplate/khoanMethod/addresses', { columns: ['organisation', 'nothing'] }, 'task')
		).toEqual(['khoan_field_unknown budgetTemplate.khoanMethod.application.addresses']);
	});

	it('fields of the form for what the decision states', () => {
		expect(plant('decided', { leader: 'people.nothing' }, 'task')).toEqual([
			'decided_unknown decided.leader'
		]);
		expect(plant('decided', { months: 'general.field' }, 'task')).toEqual(['decided_unknown decided.months']);
	});

	it('fields of the form for the task that a proposal becomes', () => {
		const path = 'proposedTask';
		expect(plant(path, { variant: 'need.nothing' }, 'proposal')).toEqual([
			'proposed_task_unknown proposedTask.need.nothing'
		]);
		expect(plant(path, { variant: undefined }, 'proposal')).toEqual([]);
		expect(plant(path, { objectives: 'work.products' }, 'proposal')).toEqual([
			'proposed_task_unknown proposedTask.work.products'
		]);
		expect(plant(`${path}/products`, { columns: ['name', 'nothing'] }, 'proposal')).toEqual([
			'proposed_task_unknown proposedTask.work.products'
		]);
		expect(plant('sections/work/fields/objectives', { key: 'goals' }, 'proposal')).toContain(
			'proposed_task_unknown proposedTask.work.objectives'
		);
		expect(plant('', { caseTitle: undefined }, 'proposal')).toEqual(['proposed_task_untitled caseTitle']);
	});

	it('a rubric for every variant, and a budget field where lines come from one', () => {
		expect(plant('rubrics', { trial_production: undefined }, 'task')).toEqual([
			'rubric_missing rubrics.trial_production'
		]);
		expect(plant('sections/funding/fields/budget', { kind: 'file', dossier: 'other' }, 'task')).toContain(
			'budget_field_missing budgetTemplate'
		);
		expect(plant('sections/contact/fields/illustration', { own: undefined }, 'proposal')).toEqual([
			'file_source contact.illustration'
		]);
	});
	it('a body that no stage seats has rules that nobody follows', () => {
		expect(plant('ruleSet', { bodies: { expert_group: {}, definition_council: {} } })).toEqual([
			'body_not_seated ruleSet.bodies.expert_group',
			'body_not_seated ruleSet.bodies.definition_council'
		]);
	});
});
