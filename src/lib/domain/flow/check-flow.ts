import type { ProgrammeDefinition, StageKey } from '#lib/domain/definitions/definition.ts';
import { fieldIn } from '#lib/domain/definitions/expression-scope.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { ENDS } from '#lib/domain/workflow/application.ts';
import { CALL_ENDS } from '#lib/domain/workflow/call.ts';
import { flowOf } from './flow.ts';
import { deadEnds } from './machine.ts';
import type { Flow } from './flow.ts';
import { STAGE_KINDS } from './stage-kinds.ts';

/**
 * What keeps the portal from following a definition from its call to its result: `stage_repeated`, `stage_missing`
 * {name}, `stage_order` {name: the stage that comes too late}, `stage_not_followed` (nothing happens in it in such a
 * programme), `state_without_end` {name: a state that a dossier or the call comes to and never leaves}, `unit_unknown`, `survey_groups_unknown`, `council_unnamed` {name}, `approval_chain_missing`, `document_stage_unknown`, `document_not_issued` {name}.
 */
export function flowProblems(definition: ProgrammeDefinition): Refusal[] {
	const flow = flowOf(definition);
	const keys = flow.stages.map(({ key }) => key);
	const stages = keys.flatMap((key, index): Refusal[] => {
		const kind = STAGE_KINDS[key];
		const field = `workflow.stages.${key}`;
		if (keys.indexOf(key) < index) return [{ code: 'stage_repeated', field }];
		return [
			...(kind.followed(flow) ? [] : [because('stage_not_followed', { field, params: { name: key } })]),
			...kind.after(flow).flatMap((other) => ordered(keys, other, key)),
			...kind.leadsTo(flow).flatMap((other) => ordered(keys, key, other))
		];
	});
	return [
		...unlike([...(keys.includes('intake') ? [] : [missing('intake')]), ...stages]),
		// What a wrong order leaves open is said by the order already.
		...(stages.length > 0 ? [] : endProblems(flow)),
		...unitProblems(definition),
		...(flow.surveys === keys.includes('survey') ? [] : [missing('survey')]),
		...surveyGroupProblems(definition),
		...approvalProblems(flow, keys),
		...paperProblems(definition, keys),
		...nameProblems(definition, flow)
	];
}

function missing(name: StageKey, field = 'workflow.stages'): Refusal {
	return { code: 'stage_missing', field, params: { name } };
}

/** A dossier and a call come to an end, whichever way they go. */
function endProblems({ application, call }: Flow): Refusal[] {
	return [...deadEnds(application, 'draft', ENDS), ...deadEnds(call, 'draft', CALL_ENDS)].map((name) => ({
		code: 'state_without_end',
		field: 'workflow.stages',
		params: { name }
	}));
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
	return workflow.stages
		.filter(({ lead }) => !Object.hasOwn(workflow.units, lead))
		.map(({ key, lead }): Refusal => ({
			code: 'unit_unknown',
			field: `workflow.stages.${key}`,
			params: { name: lead }
		}));
}

/** Two councils are told apart by their names. */
function nameProblems({ workflow }: ProgrammeDefinition, { councils, screens }: Flow): Refusal[] {
	if (!screens)
		return workflow.screeningName === undefined ? [] : [missing('screening', 'workflow.screeningName')];
	return councils
		.filter(({ name }) => name === undefined)
		.map(({ stage }) => because('council_unnamed', { field: 'workflow.stages', params: { name: stage } }));
}

function surveyGroupProblems(definition: ProgrammeDefinition): Refusal[] {
	const groups = flowOf(definition).surveyGroups;
	const field = groups === null ? undefined : fieldIn(definition, ...groups);
	if (groups === null || (field?.kind === 'table' && field.fixedRows !== undefined)) return [];
	const name = groups.join('.');
	return [{ code: 'survey_groups_unknown', field: 'workflow.surveyGroupsFrom', params: { name } }];
}

/** Money is signed where there is an approval, and nowhere else. What the chain says is the office's data. */
function approvalProblems(flow: Flow, keys: readonly StageKey[]): Refusal[] {
	if (keys.includes('approval') === flow.paid) return [];
	return flow.paid
		? [missing('approval', 'workflow.chain')]
		: [{ code: 'approval_chain_missing', field: 'workflow.chain' }];
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
