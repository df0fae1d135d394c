/** From the JSON document of a programme to a definition that may be trusted. */
import { CATEGORY_CODES, isCategoryCode, isSubKind } from '#lib/domain/budgets/code-lists.ts';
import type { CategoryCode, SubKind } from '#lib/domain/budgets/code-lists.ts';
import { labourStrategy } from '#lib/domain/budgets/labour.ts';
import type { FilledTable, KhoanMethodSource } from '#lib/domain/budgets/rules.ts';
import { parseRuleSet } from '#lib/domain/rules/rule-set-parse.ts';
import {
	distinct,
	flag,
	holding,
	isRecord,
	listOf,
	localized,
	malformed,
	oneOf,
	problemsOf,
	recordOf,
	shape,
	text,
	whole
} from '#lib/domain/rules/rule-set-reading.ts';
import type { Reader } from '#lib/domain/rules/rule-set-reading.ts';
import type { Criterion, Rubric, Scale, SubCriterion } from '#lib/domain/scoring/scale.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { checkDefinition } from './check-definition.ts';
import { flowProblems } from '#lib/domain/flow/check-flow.ts';
import { DOCUMENT_KINDS, STAGE_KEYS } from './definition.ts';
import { asSchemaTwo } from './schema-one.ts';
import type {
	BudgetTemplateDefinition,
	BudgetLinesSource,
	Check,
	Condition,
	DossierItem,
	IssuedDocument,
	LegalBasis,
	ParticipantSource,
	ProgrammeDefinition,
	ProposedTaskSource,
	Stage,
	Variant,
	Workflow
} from './definition.ts';
import { fileBytes, fileKinds, key, requirement, section } from './field-reading.ts';

/** `section.field`. */
const address: Reader<string> = (value, at) =>
	typeof value === 'string' && /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(value)
		? ok(value)
		: malformed(at, 'section.field');

const variants = distinct(key);
const anchors = recordOf(localized);
const MAX_DOSSIER_BYTES = 300 * 1024 * 1024;

const scale: Reader<Scale> = (value, at) =>
	isRecord(value) && value.kind === 'rating'
		? shape<Extract<Scale, { kind: 'rating' }>>({
				kind: oneOf('rating'),
				sub: listOf(
					shape<SubCriterion>({ key, label: localized, coefficient: whole(1, 25), anchors }, 'anchors')
				)
			})(value, at)
		: shape<Extract<Scale, { kind: 'points' }>>({ kind: oneOf('points'), max: whole(1, 100) })(value, at);

const rubric = shape<Rubric>(
	{
		criteria: listOf(
			shape<Criterion>(
				{ key, label: localized, guidance: localized, scale, anchors, tieBreak: flag },
				'guidance',
				'anchors',
				'tieBreak'
			)
		),
		comments: oneOf('optional', 'on_zero', 'always')
	},
	'comments'
);

const category: Reader<CategoryCode> = (value, at) =>
	isCategoryCode(value) ? ok(value) : malformed(at, CATEGORY_CODES.join(' | '));
const subKind: Reader<SubKind> = (value, at) => (isSubKind(value) ? ok(value) : malformed(at, 'sub-kind'));

type TableLines = Extract<BudgetLinesSource, { kind: 'tables' }>;
type LineTable = TableLines['tables'][number];

const lines: Reader<BudgetLinesSource> = (value, at) =>
	isRecord(value) && value.kind === 'tables'
		? shape<TableLines>({
				kind: oneOf('tables'),
				tables: listOf(
					shape<LineTable>({
						table: address,
						source: oneOf('state', 'own'),
						columns: shape<LineTable['columns']>({
							content: key,
							unit: key,
							quantity: key,
							unitPrice: key,
							amount: key,
							category: key
						}),
						categories: recordOf(shape<LineTable['categories'][string]>({ category, subKind }, 'subKind'))
					})
				)
			})(value, at)
		: shape<Extract<BudgetLinesSource, { kind: 'budget_field' }>>({ kind: oneOf('budget_field') })(value, at);

/** A formula of remuneration that the budget engine knows. */
const labourKey: Reader<string> = (value, at) =>
	typeof value === 'string' && labourStrategy(value) !== null ? ok(value) : malformed(at, 'labour strategy');

const filledTable = shape<FilledTable>({ table: address, columns: distinct(key) });

const budgetTemplate = shape<BudgetTemplateDefinition>(
	{
		lines,
		categories: listOf(category),
		labour: labourKey,
		managementLine: flag,
		khoanTest: flag,
		khoanMethod: shape<KhoanMethodSource>({
			field: address,
			toFinalProduct: key,
			products: listOf(filledTable),
			addresses: filledTable
		}),
		ownContribution: flag
	},
	'labour',
	'khoanMethod'
);

const workflow = shape<Workflow>(
	{
		office: oneOf('measurement', 'tasks'),
		units: recordOf(localized),
		stages: listOf(shape<Stage>({ key: oneOf(...STAGE_KEYS), label: localized, lead: key })),
		surveys: flag,
		surveyGroupsFrom: address,
		selection: oneOf('one_per_lot', 'within_envelope', 'as_council_concludes', 'accept_or_decline'),
		chain: key,
		councilName: localized,
		screeningName: localized
	},
	'surveyGroupsFrom',
	'chain',
	'councilName',
	'screeningName'
);

/** What the JSON holds besides the rule set, which has a reader of its own. */
type Body = Omit<ProgrammeDefinition, 'ruleSet' | 'schemaVersion'>;

const body = shape<Body>(
	{
		key: (value, at) =>
			typeof value === 'string' && /^[A-Z][A-Z0-9]{1,19}$/.test(value) ? ok(value) : malformed(at, 'MAP'),
		version: whole(1, 9999),
		title: localized,
		summary: localized,
		labels: recordOf(localized),
		legalBasis: listOf(
			shape<LegalBasis>({ citation: text, title: localized, inFull: text, verify: flag }, 'inFull', 'verify')
		),
		conditions: listOf(
			shape<Condition>(
				{ key, text: localized, citation: text, variants, verify: flag },
				'citation',
				'variants',
				'verify'
			)
		),
		variants: holding(
			listOf(shape<Variant>({ key, label: localized, summary: localized }, 'summary')),
			(list) => list.length > 0,
			'at least one'
		),
		sections: listOf(section),
		dossier: listOf(
			shape<DossierItem>(
				{
					key,
					label: localized,
					guidance: localized,
					required: requirement,
					accept: fileKinds,
					maxBytes: fileBytes,
					maxFiles: whole(1, 50),
					validityDays: whole(1, 3660),
					dated: oneOf('issued', 'expires'),
					form: text,
					variants
				},
				'guidance',
				'maxFiles',
				'validityDays',
				'dated',
				'form',
				'variants'
			)
		),
		dossierMaxBytes: whole(1, MAX_DOSSIER_BYTES),
		checks: listOf(
			shape<Check>(
				{
					key,
					expression: text,
					message: localized,
					section: key,
					field: key,
					eachRow: flag,
					column: key,
					severity: oneOf('error', 'warning'),
					variants
				},
				'field',
				'eachRow',
				'column',
				'variants'
			)
		),
		amounts: shape<Body['amounts']>({ requested: text, own: text }, 'requested', 'own'),
		caseTitle: address,
		decided: shape<NonNullable<Body['decided']>>({ leader: address, months: address }),
		proposedTask: shape<ProposedTaskSource>(
			{ variant: address, objectives: address, products: filledTable },
			'variant'
		),
		rubrics: recordOf(rubric),
		screeningRubrics: recordOf(rubric),
		budgetTemplate,
		participants: listOf(
			shape<ParticipantSource>(
				{
					table: address,
					is: oneOf('person', 'organisation'),
					name: key,
					role: key,
					organisation: key,
					taxCode: key
				},
				'role',
				'organisation',
				'taxCode'
			)
		),
		workflow,
		documents: listOf(
			shape<IssuedDocument>(
				{
					stage: oneOf(...STAGE_KEYS),
					kind: oneOf(...DOCUMENT_KINDS),
					title: localized,
					series: text,
					form: text
				},
				'series',
				'form'
			)
		),
		declaration: listOf(localized)
	},
	'caseTitle',
	'decided',
	'proposedTask',
	'screeningRubrics',
	'budgetTemplate'
);

/**
 * Reads a stored definition document: its structure. It was held to the rules of its day when it was stored, and stays
 * readable under later ones. Refusals: `definition_schema_unknown`, `definition_malformed` (causes
 * `rule_value_malformed`, `rule_key_unknown` and those of the rule set, each with its path).
 */
export function readDefinition(json: unknown): Result<ProgrammeDefinition> {
	if (!isRecord(json)) return refuse('definition_malformed', { causes: [malformed('', '{...}').refusal] });
	const { schemaVersion, ruleSet, ...rest } = asSchemaTwo(json);
	if (schemaVersion !== 2) return refuse('definition_schema_unknown', { field: 'schemaVersion' });
	const read = body(rest, 'definition');
	const rules = parseRuleSet(ruleSet);
	if (!read.ok || !rules.ok) {
		const causes = [read, rules].flatMap((result) => (result.ok ? [] : [...problemsOf(result.refusal)]));
		return refuse('definition_malformed', { causes });
	}
	return ok({ schemaVersion: 2, ...read.value, ruleSet: rules.value });
}

/**
 * Reads a definition document and holds it to the contract. Refusals: those of `readDefinition`, and
 * `definition_invalid` (meaning; causes as listed at `checkDefinition` and `flowProblems`).
 */
export function parseDefinition(json: unknown): Result<ProgrammeDefinition> {
	// What was stored under the first schema is read on, and not written any more.
	if (isRecord(json) && json['schemaVersion'] !== 2)
		return refuse('definition_schema_unknown', { field: 'schemaVersion' });
	const read = readDefinition(json);
	if (!read.ok) return read;
	const causes = [...checkDefinition(read.value), ...flowProblems(read.value)];
	return causes.length === 0 ? read : refuse('definition_invalid', { causes });
}
