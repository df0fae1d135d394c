/** The document of a programme, as JSON: the one statement of its structure, published as a JSON Schema. */
import { z } from 'zod';
import { CATEGORIES, CATEGORY_CODES } from '#lib/domain/budgets/code-lists.ts';
import { LABOUR_STRATEGIES } from '#lib/domain/budgets/labour.ts';
import { DOCUMENT_KINDS, STAGE_KEYS } from '#lib/domain/definitions/definition.ts';
import { fileBytes, fileKinds, requirement, sectionShape } from './field-shape.ts';
import { printShape } from './print-shape.ts';
import { ruleSetShape } from './rule-set-shape.ts';
import {
	address,
	distinct,
	flag,
	key,
	kind,
	listOf,
	localized,
	matching,
	ofKind,
	oneOf,
	recordOf,
	shape,
	text,
	whole
} from './shape-values.ts';

const MAX_DOSSIER_BYTES = 300 * 1024 * 1024;

const variants = distinct(key).exactOptional();
const verify = flag.exactOptional();
const guidance = localized.exactOptional();
const anchors = recordOf(localized);
const severity = oneOf(['error', 'warning']);

const scale = z.discriminatedUnion(
	'kind',
	[
		shape({
			kind: kind('rating'),
			sub: listOf(
				shape({ key, label: localized, coefficient: whole(1, 25), anchors: anchors.exactOptional() })
			)
		}),
		shape({ kind: kind('points'), max: whole(1, 100) })
	],
	{ error: ofKind(['rating', 'points']) }
);

const rubric = shape({
	criteria: listOf(
		shape({
			key,
			label: localized,
			guidance,
			scale,
			anchors: anchors.exactOptional(),
			tieBreak: flag.exactOptional()
		})
	),
	comments: oneOf(['optional', 'on_zero', 'always']).exactOptional()
});

const category = z.literal(CATEGORY_CODES, { error: CATEGORY_CODES.join(' | ') });
const SUB_KINDS = [...new Set(CATEGORIES.flatMap(({ subKinds }) => subKinds))];

const lineTable = shape({
	table: address,
	source: oneOf(['state', 'own']),
	columns: shape({ content: key, unit: key, quantity: key, unitPrice: key, amount: key, category: key }),
	categories: recordOf(shape({ category, subKind: z.enum(SUB_KINDS, { error: 'sub-kind' }).exactOptional() }))
});

const lines = z.discriminatedUnion(
	'kind',
	[shape({ kind: kind('tables'), tables: listOf(lineTable) }), shape({ kind: kind('budget_field') })],
	{ error: ofKind(['tables', 'budget_field']) }
);

const filledTable = shape({ table: address, columns: distinct(key) });

const budgetTemplate = shape({
	lines,
	categories: listOf(category),
	/** A formula of remuneration that the budget engine knows. */
	labour: z.enum(LABOUR_STRATEGIES, { error: 'labour strategy' }).exactOptional(),
	managementLine: flag,
	khoanTest: flag,
	khoanMethod: shape({
		field: address,
		toFinalProduct: key,
		products: listOf(filledTable),
		addresses: filledTable
	}).exactOptional(),
	ownContribution: flag
});

const workflow = shape({
	office: oneOf(['measurement', 'tasks']),
	units: recordOf(localized),
	stages: listOf(shape({ key: oneOf(STAGE_KEYS), label: localized, lead: key })),
	surveys: flag,
	surveyGroupsFrom: address.exactOptional(),
	selection: oneOf(['one_per_lot', 'within_envelope', 'as_council_concludes', 'accept_or_decline']),
	chain: key.exactOptional(),
	councilName: localized.exactOptional(),
	screeningName: localized.exactOptional()
});

const dossierItem = shape({
	key,
	label: localized,
	guidance,
	required: requirement,
	accept: fileKinds,
	maxBytes: fileBytes,
	maxFiles: whole(1, 50).exactOptional(),
	validityDays: whole(1, 3660).exactOptional(),
	dated: oneOf(['issued', 'expires']).exactOptional(),
	form: text.exactOptional(),
	variants
});

const check = shape({
	key,
	expression: text,
	message: localized,
	section: key,
	field: key.exactOptional(),
	eachRow: flag.exactOptional(),
	column: key.exactOptional(),
	severity,
	variants
});

const participant = shape({
	table: address,
	is: oneOf(['person', 'organisation']),
	name: key,
	role: key.exactOptional(),
	organisation: key.exactOptional(),
	taxCode: key.exactOptional()
});

const issuedDocument = shape({
	stage: oneOf(STAGE_KEYS),
	kind: oneOf(DOCUMENT_KINDS),
	title: localized,
	series: text.exactOptional(),
	form: text.exactOptional()
});

export const definitionShape = shape({
	schemaVersion: z.literal(2),
	key: matching(/^[A-Z][A-Z0-9]{1,19}$/, 'KEY'),
	version: whole(1, 9999),
	title: localized,
	summary: localized,
	labels: recordOf(localized),
	legalBasis: listOf(shape({ citation: text, title: localized, inFull: text.exactOptional(), verify })),
	conditions: listOf(shape({ key, text: localized, citation: text.exactOptional(), variants, verify })),
	variants: z
		.array(shape({ key, label: localized, summary: localized.exactOptional() }), { error: '[...]' })
		.min(1, { error: 'at least one' })
		.readonly(),
	sections: listOf(sectionShape),
	dossier: listOf(dossierItem),
	dossierMaxBytes: whole(1, MAX_DOSSIER_BYTES),
	checks: listOf(check),
	amounts: shape({ requested: text.exactOptional(), own: text.exactOptional() }),
	caseTitle: address.exactOptional(),
	decided: shape({ leader: address, months: address }).exactOptional(),
	proposedTask: shape({
		variant: address.exactOptional(),
		objectives: address,
		products: filledTable
	}).exactOptional(),
	ruleSet: ruleSetShape,
	rubrics: recordOf(rubric),
	screeningRubrics: recordOf(rubric).exactOptional(),
	budgetTemplate: budgetTemplate.exactOptional(),
	participants: listOf(participant),
	workflow,
	documents: listOf(issuedDocument),
	prints: listOf(printShape).exactOptional(),
	declaration: listOf(localized)
});
