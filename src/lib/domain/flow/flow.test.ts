import { describe, expect, it } from 'vitest';
import type { ProgrammeDefinition, StageKey, Workflow } from '#lib/domain/definitions/definition.ts';
import { document, readDocument, seeded } from '../../../../tests/support/definitions.ts';
import { APPLICATION_STATES } from '#lib/domain/workflow/application.ts';
import { callStepsOf, flowOf, stageOf } from './flow.ts';
import { advance, compose, onlyStep } from './machine.ts';
import { STAGE_KINDS } from './stage-kinds.ts';

type Name = 'map' | 'task' | 'proposal';

function flow(name: Name) {
	return flowOf(seeded(name));
}

/** The document of a programme with its stages in another order; what `readDocument` says of it. */
function reordered(name: Name, ...keys: StageKey[]) {
	return rearranged(name, {}, keys);
}

/** The same with other keys of the workflow. */
function rearranged(name: Name, workflow: Partial<Workflow>, keys: readonly StageKey[]) {
	const json = structuredClone(document(name)) as unknown as ProgrammeDefinition;
	const stages = keys.map((key) => ({
		...(json.workflow.stages.find((stage) => stage.key === key) ?? {
			label: { vi: key },
			lead: json.workflow.stages[0]?.lead
		}),
		key
	}));
	return readDocument({ ...json, workflow: { ...json.workflow, ...workflow, stages } });
}

function problems(name: Name, ...keys: StageKey[]): string[] {
	return problemsOf(reordered(name, ...keys));
}

function problemsOf(read: ReturnType<typeof readDocument>): string[] {
	if (read.ok) return [];
	return (read.refusal.causes ?? [read.refusal]).map(
		({ code, field, params }) => `${code} ${field ?? ''} ${params?.['name'] ?? ''}`
	);
}

describe('the machine of a definition', () => {
	it('is made of what its stages own', () => {
		const ranked = flow('map');
		expect(advance(ranked.call, 'opened', 'start_selection')).toEqual({ ok: true, value: 'selecting' });
		expect(advance(ranked.application, 'valid', 'review')).toEqual({ ok: true, value: 'in_review' });
		const proposals = flow('proposal');
		expect(advance(proposals.call, 'opened', 'conclude')).toEqual({ ok: true, value: 'concluded' });
		expect(advance(proposals.application, 'valid', 'accept_proposal')).toEqual({
			ok: true,
			value: 'accepted'
		});
	});

	it('has no step of a stage that the definition does not have', () => {
		expect(advance(flow('proposal').application, 'valid', 'review')).toMatchObject({
			ok: false,
			refusal: { code: 'state_forbids', params: { state: 'valid', event: 'review' } }
		});
		expect(advance(flow('proposal').appraisal, 'preparing', 'prepare').ok).toBe(false);
		expect(advance(flow('map').application, 'valid', 'accept_proposal').ok).toBe(false);
		expect(advance(flow('map').call, 'opened', 'conclude').ok).toBe(false);
	});

	it('leads every dossier and call to an end', () => {
		for (const name of ['map', 'task', 'proposal'] as const) {
			const { call, application } = flow(name);
			const ends = (
				machine: Partial<Record<string, Partial<Record<string, string>>>>,
				from: string
			): boolean => {
				const seen = new Set([from]);
				for (const state of seen) for (const to of Object.values(machine[state] ?? {})) if (to) seen.add(to);
				return [...seen].some((state) => Object.keys(machine[state] ?? {}).length === 0);
			};
			for (const state of Object.keys(application)) expect(ends(application, state)).toBe(true);
			expect(ends(call, 'draft')).toBe(true);
		}
	});

	it('tells the one step of an event, and refuses where there is none or more than one', () => {
		expect(onlyStep(flow('map').application, 'lose_council')).toEqual({
			ok: true,
			value: { from: 'in_review', to: 'valid' }
		});
		expect(onlyStep(flow('proposal').application, 'review').ok).toBe(false);
		expect(onlyStep(flow('map').application, 'find_invalid').ok).toBe(false);
	});

	it('is not made of parts that disagree', () => {
		expect(() => compose([{ b: { go: 'b' } }, { b: { go: 'c' } }])).toThrow('two stages disagree on b go');
	});
});

describe('where a dossier stands', () => {
	const at = (name: Name, state: (typeof APPLICATION_STATES)[number]) =>
		flow(name).stages[stageOf(flow(name), state)]?.key;

	it('is the stage that holds its state, by the stages that there are', () => {
		expect(at('map', 'valid')).toBe('survey');
		expect(at('task', 'valid')).toBe('council');
		expect(at('proposal', 'valid')).toBe('opening');
		expect(at('task', 'in_review')).toBe('session');
		expect(at('task', 'in_appraisal')).toBe('appraisal');
		expect(at('task', 'approved')).toBe('result');
	});

	it('is known for every state by some stage', () => {
		for (const state of APPLICATION_STATES)
			expect(Object.values(STAGE_KINDS).some(({ holds }) => holds[state] !== undefined)).toBe(true);
	});
});

describe('places of work of a call', () => {
	it('come in the order of its stages, each where the call stands with it', () => {
		const steps = (name: Name, ...args: ['published' | 'opened' | 'selected', 'open' | 'over']) =>
			callStepsOf(flow(name), ...args).map(({ key, state }) => `${key} ${state}`);
		expect(steps('map', 'published', 'open')).toEqual([
			'opening later',
			'check later',
			'council later',
			'selection later',
			'result later'
		]);
		expect(steps('map', 'published', 'over')[0]).toBe('opening now');
		expect(steps('map', 'selected', 'over')).toEqual([
			'opening done',
			'check done',
			'council done',
			'selection done',
			'result now'
		]);
		expect(steps('proposal', 'opened', 'over')).toEqual(['opening done', 'check now', 'proposals now']);
	});
});

describe('a programme whose council decides', () => {
	const KEYS = [
		'intake',
		'opening',
		'council',
		'survey',
		'session',
		'appraisal',
		'approval',
		'result'
	] as const satisfies readonly StageKey[];
	const decided = (keys: readonly StageKey[] = KEYS, workflow: Partial<Workflow> = {}) =>
		rearranged('map', { selection: 'as_council_concludes', ...workflow }, keys);
	const own = () => {
		const read = decided();
		if (!read.ok) throw new Error(read.refusal.code);
		return flowOf(read.value);
	};

	it('has no selection: the closing of the session leads on, and the result follows the opened call', () => {
		const { application, call } = own();
		expect(advance(application, 'in_review', 'recommend')).toEqual({ ok: true, value: 'recommended' });
		expect(advance(application, 'in_review', 'not_recommend')).toEqual({
			ok: true,
			value: 'not_recommended'
		});
		expect(advance(application, 'in_review', 'hold_in_reserve').ok).toBe(false);
		expect(advance(call, 'opened', 'start_selection').ok).toBe(false);
		expect(advance(call, 'opened', 'conclude')).toEqual({ ok: true, value: 'concluded' });
	});

	it('keeps check, council and result open together until the call is concluded', () => {
		const steps = (state: 'opened' | 'concluded') =>
			callStepsOf(own(), state, 'over').map((step) => `${step.key} ${step.state}`);
		expect(steps('opened')).toEqual(['opening done', 'check now', 'council now', 'result now']);
		expect(steps('concluded')).toEqual(['opening done', 'check done', 'council done', 'result done']);
	});

	it('holds what the council did not recommend at its session', () => {
		const flow = own();
		expect(flow.stages[stageOf(flow, 'not_recommended')]?.key).toBe('session');
		expect(flow.stages[stageOf(flow, 'recommended')]?.key).toBe('appraisal');
	});

	it.each([
		[
			'a selection that nothing happens in',
			[...KEYS.slice(0, 5), 'selection', ...KEYS.slice(5)],
			{},
			'stage_not_followed workflow.stages.selection selection'
		],
		['no session', KEYS.filter((key) => key !== 'session'), {}, 'stage_missing workflow.stages session'],
		[
			'an appraisal before the session',
			['intake', 'opening', 'council', 'survey', 'appraisal', 'session', 'approval', 'result'],
			{},
			'stage_order workflow.stages.appraisal session'
		]
	] as const)('%s is refused', (_, keys, workflow, expected) => {
		expect(problemsOf(decided(keys, workflow))).toContain(expected);
	});

	it('money that nobody appraises is refused: what is recommended would wait for ever', () => {
		const json = structuredClone(document('map')) as unknown as ProgrammeDefinition;
		const { chain: _, ...workflow } = json.workflow;
		const keys = ['intake', 'opening', 'survey', 'council', 'session', 'selection', 'result'];
		const stages = json.workflow.stages.filter(({ key }) => keys.includes(key));
		const documents = json.documents.filter(({ stage }) => keys.includes(stage));
		const read = readDocument({ ...json, documents, workflow: { ...workflow, stages } });
		expect(problemsOf(read)).toEqual(['state_without_end workflow.stages recommended']);
	});
});

describe('order and absence of stages', () => {
	it('another order is followed where the kinds allow it', () => {
		const read = reordered(
			'map',
			'intake',
			'opening',
			'council',
			'survey',
			'session',
			'selection',
			'appraisal',
			'approval',
			'result'
		);
		expect(read.ok).toBe(true);
	});

	it.each([
		[
			'no selection',
			['intake', 'opening', 'council', 'session', 'appraisal', 'approval', 'result'],
			'stage_missing workflow.stages selection'
		],
		[
			'a council that never meets',
			['intake', 'opening', 'council', 'selection', 'appraisal', 'approval', 'result'],
			'stage_missing workflow.stages session'
		],
		[
			'a council before the opening',
			['intake', 'council', 'opening', 'session', 'selection', 'appraisal', 'approval', 'result'],
			'stage_order workflow.stages.council opening'
		],
		[
			'an appraisal before the selection',
			['intake', 'opening', 'council', 'session', 'appraisal', 'selection', 'approval', 'result'],
			'stage_order workflow.stages.appraisal selection'
		],
		[
			'an end that is missing',
			['intake', 'opening', 'council', 'session', 'selection', 'appraisal', 'approval'],
			'stage_missing workflow.stages result'
		],
		[
			'a stage twice',
			['intake', 'opening', 'council', 'session', 'session', 'selection', 'appraisal', 'approval', 'result'],
			'stage_repeated workflow.stages.session '
		],
		[
			'a survey that the programme does not make',
			['intake', 'opening', 'survey', 'council', 'session', 'selection', 'appraisal', 'approval', 'result'],
			'stage_missing workflow.stages survey'
		],
		['no stage at all', [], 'stage_missing workflow.stages intake']
	] as const)('%s is refused with the reason', (_, keys, expected) => {
		expect(problems('task', ...keys)).toContain(expected);
	});

	it('a council in a programme that decides each case on its own is refused', () => {
		expect(problems('proposal', 'intake', 'opening', 'council', 'session', 'selection', 'result')).toContain(
			'stage_not_followed workflow.stages.council council'
		);
	});

	it('a paper that its stage does not issue is refused', () => {
		const json = structuredClone(document('task')) as unknown as ProgrammeDefinition;
		const read = readDocument({
			...json,
			documents: [{ stage: 'intake', kind: 'decision', title: { vi: 'Quyết định' } }]
		});
		expect(read.ok ? [] : read.refusal.causes).toMatchObject([{ code: 'document_not_issued' }]);
	});
});
