import type { ProgrammeDefinition, StageKey } from '#lib/domain/definitions/definition.ts';
import { fieldIn } from '#lib/domain/definitions/expression-scope.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { flowOf } from './flow.ts';
import { STAGE_KINDS } from './stage-kinds.ts';

/**
 * What keeps the portal from following a definition from its call to its result: `stage_repeated`, `stage_missing`
 * {name}, `stage_order` {name: the stage that comes too late}, `stage_not_followed` (nothing happens in it in such a
 * programme), `unit_unknown`, `survey_groups_unknown`, `approval_chain_incomplete`, `document_stage_unknown`, `document_not_issued` {name}.
 */
export function flowProblems(definition: ProgrammeDefinition): Refusal[] {
	const flow = flowOf(definition);
	const keys = flow.stages.map(({ key }) => key);
	const stages = keys.flatMap((key, index) => {
		const kind = STAGE_KINDS[key];
		const field = `workflow.stages.${key}`;
		if (keys.indexOf(key) < index) return [{ code: 'stage_repeated', field }];
		return [
			...(kind.followed(flow) ? [] : [{ code: 'stage_not_followed', field, params: { name: key } }]),
			...kind.after(flow).flatMap((other) => ordered(keys, other, key)),
			...kind.leadsTo(flow).flatMap((other) => ordered(keys, key, other))
		];
	});
	return [
		...unlike([...(keys.includes('intake') ? [] : [missing('intake')]), ...stages]),
		...unitProblems(definition),
		...(flow.surveys === keys.includes('survey') ? [] : [missing('survey')]),
		...surveyGroupProblems(definition),
		...approvalProblems(definition),
		...paperProblems(definition, keys)
	];
}

function missing(name: StageKey, field = 'workflow.stages'): Refusal {
	return { code: 'stage_missing', field, params: { name } };
}

/** Both are there, the first before the second. */
function ordered(keys: readonly StageKey[], first: StageKey, second: StageKey): Refusal[] {
	const places = [keys.indexOf(first), keys.lastIndexOf(second)] as const;
	if (places[0] < 0) return [missing(first)];
	if (places[1] < 0) return [missing(second)];
	return places[0] < places[1]
		? []
		: [{ code: 'stage_order', field: `workflow.stages.${second}`, params: { name: first } }];
}

function unlike(problems: readonly Refusal[]): Refusal[] {
	const same = (one: Refusal, other: Refusal): boolean =>
		one.code === other.code && one.field === other.field && one.params?.['name'] === other.params?.['name'];
	return problems.filter((problem, index) => problems.findIndex((other) => same(problem, other)) === index);
}

function unitProblems({ workflow }: ProgrammeDefinition): Refusal[] {
	return workflow.stages.flatMap(({ key, lead, coLead }) =>
		[lead, ...(coLead ?? [])]
			.filter((unit) => !Object.hasOwn(workflow.units, unit))
			.map((unit) => ({ code: 'unit_unknown', field: `workflow.stages.${key}`, params: { name: unit } }))
	);
}

function surveyGroupProblems(definition: ProgrammeDefinition): Refusal[] {
	const groups = flowOf(definition).surveyGroups;
	const field = groups === null ? undefined : fieldIn(definition, ...groups);
	if (groups === null || (field?.kind === 'table' && field.fixedRows !== undefined)) return [];
	const name = groups.join('.');
	return [{ code: 'survey_groups_unknown', field: 'workflow.surveyGroupsFrom', params: { name } }];
}

/** Maker, checker and approver: a chain without all three would let one person spend public money. */
function approvalProblems({ workflow }: ProgrammeDefinition): Refusal[] {
	const chain = workflow.approvalChain;
	const field = 'workflow.approvalChain';
	if (!workflow.stages.some(({ key }) => key === 'approval'))
		return chain.length === 0 ? [] : [missing('approval', field)];
	const numbered = chain.every((step, index) => step.step === index);
	const kinds = chain.map((step) => step.kind);
	const sound =
		kinds[0] === 'prepared' &&
		kinds.at(-1) === 'approved' &&
		kinds.slice(1, -1).every((kind) => kind === 'verified');
	return numbered && sound && chain.length >= 3 ? [] : [{ code: 'approval_chain_incomplete', field }];
}

function paperProblems({ documents }: ProgrammeDefinition, keys: readonly StageKey[]): Refusal[] {
	return documents.flatMap(({ stage, kind }): Refusal[] => {
		if (!keys.includes(stage))
			return [{ code: 'document_stage_unknown', field: 'documents', params: { name: stage } }];
		return STAGE_KINDS[stage].papers.includes(kind)
			? []
			: [{ code: 'document_not_issued', field: 'documents', params: { name: kind } }];
	});
}
