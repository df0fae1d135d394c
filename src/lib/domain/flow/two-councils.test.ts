import { describe, expect, it } from 'vitest';
import type { StageKey } from '#lib/domain/definitions/definition.ts';
import { document, readDocument, seeded } from '../../../../tests/support/definitions.ts';
import { TWO_COUNCILS_ORDER, withTwoCouncils } from '#lib/domain/flow/two-councils.fixture.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { flowOf, stageOf } from './flow.ts';
import { advance, deadEnds, onlyStep } from './machine.ts';
import { councilRulesOn, rubricsOf } from './stage-council.ts';
import { ENDS } from '#lib/domain/workflow/application.ts';

type Change = Parameters<typeof withTwoCouncils>[1];

function definition() {
	const read = readDocument(withTwoCouncils(document('map')));
	if (!read.ok) throw new Error(JSON.stringify(read.refusal, null, 1));
	return read.value;
}

function problems(json: unknown): string[] {
	const read = readDocument(json);
	if (read.ok) return [];
	return (read.refusal.causes ?? [read.refusal]).map(
		({ code, field, params }) => `${code} ${field ?? ''} ${params?.['name'] ?? ''}`
	);
}

const ordered = (change: Change) => problems(withTwoCouncils(document('map'), change));
const without = (...keys: StageKey[]) => TWO_COUNCILS_ORDER.filter((key) => !keys.includes(key));

describe('the machine of two councils', () => {
	const { application, councils, screens } = flowOf(definition());
	const steps = (state: Parameters<typeof advance<keyof typeof application, never>>[1]) =>
		Object.entries(application[state] ?? {});

	it('leads what is valid to the first, and what the first lets pass to the second', () => {
		expect(screens).toBe(true);
		expect(councils.map(({ stage }) => stage)).toEqual(['screening', 'council']);
		expect(onlyStep(application, 'screen')).toEqual({
			ok: true,
			value: { from: 'valid', to: 'in_screening' }
		});
		expect(steps('in_screening')).toEqual([
			['lose_screening', 'valid'],
			['pass_screening', 'screened'],
			['fail_screening', 'screened_out']
		]);
		expect(onlyStep(application, 'review')).toEqual({
			ok: true,
			value: { from: 'screened', to: 'in_review' }
		});
		expect(advance(application, 'in_review', 'lose_council')).toEqual({ ok: true, value: 'screened' });
	});

	it('has no way past the first, and none on for what it did not let pass', () => {
		expect(advance(application, 'valid', 'review').ok).toBe(false);
		expect(advance(application, 'in_screening', 'recommend').ok).toBe(false);
		expect(application.screened_out).toBeUndefined();
		expect(deadEnds(application, 'draft', ENDS)).toEqual([]);
	});

	it('has no state of a first council where there is one council', () => {
		const one = flowOf(seeded('map'));
		expect(one.councils.map(({ stage }) => stage)).toEqual(['council']);
		expect(one.application.in_screening).toBeUndefined();
		expect(onlyStep(one.application, 'screen').ok).toBe(false);
	});

	it('tells where a dossier stands', () => {
		const flow = flowOf(definition());
		const at = (state: 'valid' | 'in_screening' | 'screened' | 'screened_out' | 'in_review') =>
			flow.stages[stageOf(flow, state)]?.key;
		expect(at('in_screening')).toBe('screening_session');
		expect(at('screened')).toBe('council');
		expect(at('screened_out')).toBe('screening_session');
		expect(at('in_review')).toBe('session');
	});

	it('gives each council rules and a rubric of its own', () => {
		const found = definition();
		const day = calendarDate('2026-11-29');
		expect(councilRulesOn(found, 'screening', day).threshold?.value).toBe(50);
		expect(councilRulesOn(found, 'council', day).threshold?.value).toBe(70);
		expect(councilRulesOn(found, 'screening', day).tieBreaks).toBeUndefined();
		expect(rubricsOf(found, 'screening')['standard']?.criteria.map(({ key }) => key)).toEqual([
			'need',
			'readiness'
		]);
		expect(rubricsOf(seeded('map'), 'screening')).toEqual({});
	});
});

describe('a definition of two councils is refused', () => {
	const json = () =>
		withTwoCouncils(document('map')) as Record<string, unknown> & {
			workflow: object;
			ruleSet: { bodies: { screening_council: Record<string, unknown> } };
		};

	it('is followed as it stands', () => {
		expect(ordered({})).toEqual([]);
	});

	it.each([
		[
			'without the session of the first',
			without('screening_session'),
			'stage_missing workflow.stages screening_session'
		],
		['without its first council', without('screening'), 'stage_missing workflow.stages screening'],
		['without the council that decides', without('council'), 'stage_missing workflow.stages council'],
		[
			'with the first after the second',
			[
				...without('screening', 'screening_session', 'selection', 'appraisal', 'approval', 'result'),
				'screening',
				'screening_session',
				'selection',
				'appraisal',
				'approval',
				'result'
			],
			'stage_order workflow.stages.council screening_session'
		],
		[
			'with a survey after the first session',
			[
				'intake',
				'opening',
				'screening',
				'screening_session',
				'survey',
				'council',
				'session',
				'selection',
				'appraisal',
				'approval',
				'result'
			],
			'stage_order workflow.stages.screening_session survey'
		],
		[
			'with a third one',
			[
				...without('selection', 'appraisal', 'approval', 'result'),
				'council',
				'selection',
				'appraisal',
				'approval',
				'result'
			],
			'stage_repeated workflow.stages.council '
		]
	] as const)('%s', (_, order, expected) => {
		expect(ordered({ order })).toContain(expected);
	});

	it('where each case is decided on its own', () => {
		expect(ordered({ workflow: { selection: 'accept_or_decline' } })).toContain(
			'stage_not_followed workflow.stages.screening screening'
		);
	});

	it('where nothing tells the two apart', () => {
		const { screeningName: _, ...workflow } = json().workflow as { screeningName?: unknown };
		expect(problems({ ...json(), workflow })).toEqual(['council_unnamed workflow.stages screening']);
	});

	it('with the name of a first council that it does not have', () => {
		const { workflow } = document('map') as { workflow: object };
		expect(
			problems({ ...document('map'), workflow: { ...workflow, screeningName: { vi: 'Sơ tuyển' } } })
		).toEqual(['stage_missing workflow.screeningName screening']);
	});

	it('without what the members of the first mark, or with more than there is to mark', () => {
		const { screeningRubrics: _, ...rest } = json();
		expect(problems(rest)).toEqual(['rubric_missing screeningRubrics.standard ']);
		const rubrics = json()['screeningRubrics'] as Record<string, { criteria: readonly object[] }>;
		expect(problems({ ...json(), screeningRubrics: { ...rubrics, other: rubrics['standard'] } })).toEqual([
			'rubric_unknown screeningRubrics.other '
		]);
		const [first] = rubrics['standard']?.criteria ?? [];
		expect(
			problems({ ...json(), screeningRubrics: { standard: { ...rubrics['standard'], criteria: [first] } } })
		).toEqual(['rubric_total_not_100 screeningRubrics.standard ']);
	});

	it('without the rules of the first, with fewer than it needs, or with those that make an order', () => {
		const { ruleSet, ...rest } = json();
		const { bodies, ...bare } = ruleSet;
		expect(problems({ ...rest, ruleSet: bare })).toEqual(
			['councilSize', 'composition', 'quorum', 'threshold'].map(
				(name) => `body_rule_missing ruleSet.bodies.screening_council ${name}`
			)
		);
		const { threshold: _, ...fewer } = bodies.screening_council;
		expect(problems({ ...rest, ruleSet: { ...bare, bodies: { screening_council: fewer } } })).toEqual([
			'body_rule_missing ruleSet.bodies.screening_council threshold'
		]);
		const maxRecommendedPerLot = { value: 1, citation: 'TT 20/2023' };
		expect(
			problems({
				...rest,
				ruleSet: {
					...bare,
					bodies: { screening_council: { ...bodies.screening_council, maxRecommendedPerLot } }
				}
			})
		).toEqual(['rule_not_of_body bodies.screening_council.maxRecommendedPerLot ']);
	});

	it('with a body that no stage seats, beside the first', () => {
		const { ruleSet, ...rest } = json();
		expect(
			problems({ ...rest, ruleSet: { ...ruleSet, bodies: { ...ruleSet.bodies, expert_group: {} } } })
		).toEqual(['body_not_seated ruleSet.bodies.expert_group ']);
		expect(problems({ ...document('map'), ruleSet })).toEqual([
			'body_not_seated ruleSet.bodies.screening_council '
		]);
	});
});
