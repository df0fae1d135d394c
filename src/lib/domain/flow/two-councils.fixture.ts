/** A programme with two councils, for tests: the measurement programme, screened by three people before it is judged. */
import { BODIES_JSON } from '../../../../tests/support/bodies.ts';
import type { ProgrammeDefinition, StageKey, Workflow } from '#lib/domain/definitions/definition.ts';

export const TWO_COUNCILS_ORDER: readonly StageKey[] = [
	'intake',
	'opening',
	'survey',
	'screening',
	'screening_session',
	'council',
	'session',
	'selection',
	'appraisal',
	'approval',
	'result'
];

export const SCREENING_NAME = 'Hội đồng sơ tuyển doanh nghiệp';

const CRITERIA = [
	{ key: 'need', label: { vi: 'Nhu cầu đo lường' }, scale: { kind: 'points', max: 60 } },
	{ key: 'readiness', label: { vi: 'Mức độ sẵn sàng' }, scale: { kind: 'points', max: 40 } }
];

/** The document with a council that screens and one that decides; `order` and `workflow` differ where a test says so. */
export function withTwoCouncils<Document extends object>(
	document: Document,
	{
		order = TWO_COUNCILS_ORDER,
		workflow: more = {}
	}: { readonly order?: readonly StageKey[]; readonly workflow?: Partial<Workflow> } = {}
): Document {
	const { workflow, ruleSet, rubrics, documents } = document as unknown as ProgrammeDefinition;
	const stages = order.map(
		(key) =>
			workflow.stages.find((stage) => stage.key === key) ?? {
				key,
				label: { vi: key === 'screening' ? 'Lập hội đồng sơ tuyển' : 'Họp hội đồng sơ tuyển' },
				lead: 'council'
			}
	);
	const comments = Object.values(rubrics)[0]?.comments ?? 'optional';
	return {
		...document,
		ruleSet: { ...ruleSet, bodies: { screening_council: BODIES_JSON.screening_council } },
		screeningRubrics: Object.fromEntries(
			Object.keys(rubrics).map((variant) => [variant, { comments, criteria: CRITERIA }])
		),
		documents: [
			...documents,
			{
				stage: 'screening_session',
				kind: 'tally_minutes',
				title: { vi: 'Biên bản họp sơ tuyển' },
				series: 'BB'
			}
		].filter(({ stage }) => order.some((key) => key === stage)),
		workflow: { ...workflow, stages, screeningName: { vi: SCREENING_NAME }, ...more }
	};
}
