import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../tests/support/definitions.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { CallFacts, DossierFacts, SeatFacts } from '#lib/domain/flow/stage-work.ts';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { termsOf, workKey, workOf } from './work-of.ts';
import type { WorkFacts } from './work-of.ts';

const at = (text: string): Date => new Date(`${text}T00:00:00+07:00`);
/** The half-open end of Tuesday 1 December 2026. */
const CLOSES = at('2026-12-02');

const flow = {
	map: flowOf(seeded('map')),
	task: flowOf(seeded('task')),
	proposal: flowOf(seeded('proposal'))
};
const term = termsOf(rulesOn(seeded('task').ruleSet, calendarDate('2026-12-01')), OFFICIAL_CALENDAR);

const call = (more: Partial<CallFacts> = {}): CallFacts => ({
	id: 'call',
	code: 'X-2026-1',
	programme: 'X',
	state: 'opened',
	opensAt: at('2026-11-01'),
	closesAt: CLOSES,
	lastClosesAt: CLOSES,
	openedAt: at('2026-12-03'),
	createdAt: at('2026-10-01'),
	dossiers: {},
	settledAt: null,
	seatedCouncils: [],
	sessions: 0,
	closedSessions: 0,
	lastClosedAt: null,
	furtherCases: 0,
	selection: null,
	selected: null,
	...more
});
/** One chosen for 100 in this state, one in reserve for 60, in a task of one; the envelope is 100. */
function fallen(state: ApplicationState): CallFacts['selected'] & object {
	const held = { lotId: 'lot', approved: null };
	const first = { applicationId: 'a1', code: 'X-1', organisationId: 'o1', requested: 100n, ...held };
	const second = { applicationId: 'a2', code: 'X-2', organisationId: 'o2', requested: 60n, ...held };
	return {
		envelope: 100n,
		perLot: 1,
		dossiers: [
			{ ...first, outcome: 'recommended', state },
			{ ...second, outcome: 'reserve', state: 'reserve' }
		]
	};
}
const dossier = (more: Partial<DossierFacts> = {}): DossierFacts => ({
	id: 'dossier',
	organisationId: 'applicant',
	state: 'submitted',
	replacing: false,
	createdAt: at('2026-11-05'),
	submittedAt: at('2026-11-20'),
	closesAt: CLOSES,
	call: call(),
	checkedAt: null,
	surveyFinishedAt: null,
	session: null,
	letter: null,
	...more
});

/** Kind of each piece of work, with whose it is; '~' before what is only waited for. */
function said(one: WorkFacts): string[] {
	return workOf(one).map(
		(work) => `${work.held === true ? '~' : ''}${work.kind} ${workKey(work).split('|')[1] ?? ''}`
	);
}
const ofCall = (name: keyof typeof flow, more: Partial<CallFacts>) =>
	said({ of: 'call', flow: flow[name], facts: call(more), term });
const ofDossier = (name: keyof typeof flow, more: Partial<DossierFacts>) =>
	said({ of: 'dossier', flow: flow[name], facts: dossier(more) });

describe('the work of a call', () => {
	it.each([
		['a draft is published', 'map', { state: 'draft' }, ['publish_call call.manage']],
		[
			'a published one is opened when it has closed',
			'map',
			{ state: 'published' },
			['open_dossiers call.manage']
		],
		['no council while a dossier is not checked', 'map', { dossiers: { valid: 2, submitted: 1 } }, []],
		['no council without a valid dossier', 'map', { dossiers: { invalid: 2 } }, []],
		['a council once all are checked', 'map', { dossiers: { valid: 2 } }, ['form_council call.manage']],
		['none beside a seated one', 'map', { dossiers: { valid: 2 }, seatedCouncils: ['council'] }, []],
		['no council where each is decided alone', 'proposal', { dossiers: { valid: 2 } }, []],
		[
			'no selection before the last session',
			'map',
			{ seatedCouncils: ['council'], sessions: 2, closedSessions: 1 },
			[]
		],
		[
			'a selection after it',
			'map',
			{ seatedCouncils: ['council'], sessions: 2, closedSessions: 2 },
			['prepare_selection call.manage']
		],
		[
			'its closing by the director, for whom the office waits',
			'map',
			{ state: 'selecting', selection: 'draft' },
			['close_selection selection.close', '~held_director call.manage']
		],
		['no result while a budget is open', 'map', { state: 'selected', dossiers: { in_appraisal: 1 } }, []],
		[
			'the result when all are settled',
			'map',
			{ state: 'selected', dossiers: { approved: 1 } },
			['issue_result result.issue', '~held_director call.manage']
		],
		[
			'of proposals straight after the last decision',
			'proposal',
			{ dossiers: { accepted: 1 } },
			['issue_result result.issue', '~held_director call.manage']
		],
		['and not before', 'proposal', { dossiers: { accepted: 1, valid: 1 } }, []],
		[
			'the reserve that may move up once somebody fell out',
			'map',
			{ state: 'selected', dossiers: { in_appraisal: 1 }, selected: fallen('withdrawn') },
			['call_up_reserve selection.amend']
		],
		[
			'the reserve also once the result is issued',
			'map',
			{ state: 'concluded', dossiers: { approved: 1 }, selected: fallen('rejected') },
			['call_up_reserve selection.amend']
		],
		[
			'no reserve while all stand',
			'map',
			{ state: 'selected', dossiers: { in_appraisal: 1 }, selected: fallen('in_appraisal') },
			[]
		],
		[
			'no reserve beyond the money by one đồng',
			'map',
			{
				state: 'selected',
				dossiers: { in_appraisal: 1 },
				selected: { ...fallen('withdrawn'), envelope: 59n }
			},
			[]
		],
		[
			'the result of those that moved up afterwards',
			'map',
			{ state: 'concluded', dossiers: { approved: 2 }, furtherCases: 1 },
			['issue_result result.issue']
		],
		['nothing of a concluded one', 'map', { state: 'concluded' }, []]
	] as const)('%s', (_name, name, more, expected) => {
		expect(ofCall(name, more)).toEqual(expected);
	});

	it('is due by the terms of the rule set, in working days of the office', () => {
		const [opening] = workOf({ of: 'call', flow: flow.task, facts: call({ state: 'published' }), term });
		// Seven working days after Tuesday 1 December: the end of Thursday 10 December.
		expect(opening?.due).toEqual({ at: at('2026-12-11'), provisional: false });
		expect(opening?.since).toEqual(CLOSES);
		const settled = call({ state: 'selected', settledAt: new Date('2026-12-20T03:00:00Z') });
		const [result] = workOf({ of: 'call', flow: flow.task, facts: settled, term });
		// Fifteen days after 20 December is Monday 4 January.
		expect(result?.due).toEqual({ at: at('2027-01-05'), provisional: false });
		const later = call({ state: 'selected', settledAt: new Date('2031-12-20T03:00:00Z') });
		const [unknown] = workOf({ of: 'call', flow: flow.task, facts: later, term });
		// The days off of that year are not known yet.
		expect(unknown?.due?.provisional).toBe(true);
		const [silent] = workOf({
			of: 'call',
			flow: flow.task,
			facts: settled,
			term: termsOf({}, OFFICIAL_CALENDAR)
		});
		expect(silent?.due).toBeUndefined();
	});
});

describe('the work of a dossier', () => {
	const published = call({ state: 'published' });
	it.each([
		[
			'a draft, until the call closes',
			'map',
			{ state: 'draft', call: published },
			['finish_draft application.read_own']
		],
		['no draft of a call that is over', 'map', { state: 'draft' }, []],
		[
			'being replaced: the applicant has it again',
			'map',
			{ replacing: true, call: published },
			['finish_replacement application.read_own', 'open_dossiers call.manage']
		],
		[
			'submitted and sealed',
			'map',
			{ call: published },
			['open_dossiers call.manage', '~held_office application.read_own']
		],
		['opened', 'map', {}, ['check_validity call.manage', '~held_office application.read_own']],
		[
			'valid, where sites are visited',
			'map',
			{ state: 'valid', checkedAt: at('2026-12-04') },
			['~held_office application.read_own', 'record_survey call.manage']
		],
		[
			'visited',
			'map',
			{ state: 'valid', checkedAt: at('2026-12-04'), surveyFinishedAt: at('2026-12-06') },
			['~held_office application.read_own']
		],
		[
			'valid, where each is decided alone',
			'proposal',
			{ state: 'valid', checkedAt: at('2026-12-04') },
			['~held_office application.read_own', 'decide_proposals proposal.decide']
		],
		[
			'invalid',
			'map',
			{ state: 'invalid', checkedAt: at('2026-12-04') },
			['read_invalid_notice application.read_own']
		],
		[
			'before the council, where the site may still be visited',
			'map',
			{ state: 'in_review', session: 'planned' },
			['record_survey call.manage', '~held_council application.read_own']
		],
		[
			'in the session',
			'map',
			{ state: 'in_review', session: 'open' },
			['~held_council application.read_own']
		],
		[
			'chosen, which nobody tells before the result',
			'map',
			{ state: 'not_recommended' },
			['~held_result application.read_own']
		],
		[
			'told',
			'map',
			{
				state: 'approved',
				call: call({ state: 'concluded' }),
				letter: { id: 'letter', issuedAt: at('2026-12-30') }
			},
			['read_result application.read_own']
		],
		['withdrawn', 'map', { state: 'withdrawn' }, []]
	] as const)('%s', (_name, name, more, expected) => {
		expect(ofDossier(name, more)).toEqual(expected);
	});

	it('is kept from whoever is tied to the applicant, and ends by itself where it only has to be read', () => {
		const [check] = workOf({ of: 'dossier', flow: flow.map, facts: dossier() });
		expect(check?.audience).toEqual({
			to: 'desk',
			desk: 'call.manage',
			programme: 'X',
			applicantId: 'applicant'
		});
		const invalid = dossier({ state: 'invalid', checkedAt: at('2026-12-04') });
		const [notice] = workOf({ of: 'dossier', flow: flow.map, facts: invalid });
		expect(notice?.until).toEqual(at('2027-01-03'));
	});
});

describe('the work of a council', () => {
	it('is the planning of each session by the office, which waits for the rest', () => {
		const ask = (state: 'seated' | 'dissolved', scheduledAt: Date | null) =>
			said({
				of: 'council',
				flow: flow.map,
				facts: {
					id: 'council',
					stage: 'council',
					state,
					call: call(),
					sessions: [{ lotId: 'lot', state: 'planned', scheduledAt }]
				}
			});
		expect(ask('seated', null)).toEqual(['plan_session call.manage', '~held_session call.manage']);
		expect(ask('seated', at('2026-12-20'))).toEqual(['~held_session call.manage']);
		expect(ask('dissolved', null)).toEqual([]);
	});
});

describe('the work of a seat', () => {
	const session = (more: Partial<SeatFacts['sessions'][number]> = {}) => ({
		lotId: 'lot',
		state: 'planned' as const,
		scheduledAt: at('2026-12-20'),
		openedAt: null,
		talliedAt: null,
		recused: false,
		authorised: false,
		undeclared: 0,
		unscored: 2,
		...more
	});
	const seat = (more: Partial<SeatFacts> = {}): SeatFacts => ({
		memberId: 'seat',
		personId: 'me',
		role: 'member',
		appointedAt: at('2026-12-05'),
		ended: false,
		undertakingAt: at('2026-12-06'),
		council: { id: 'council', stage: 'council', state: 'seated' },
		call: { id: 'call' },
		sessions: [session()],
		interests: [],
		...more
	});
	const kinds = (more: Partial<SeatFacts>) =>
		workOf({ of: 'seat', flow: flow.map, facts: seat(more) }).map(
			({ kind, count = 1 }) => `${kind} ${String(count)}`
		);
	it('is due with the next session, whatever it is that comes before it', () => {
		const [undertaking] = workOf({ of: 'seat', flow: flow.map, facts: seat({ undertakingAt: null }) });
		expect(undertaking?.due).toEqual({ at: at('2026-12-20'), provisional: false });
		const over = seat({ undertakingAt: null, sessions: [session({ state: 'closed' })] });
		expect(workOf({ of: 'seat', flow: flow.map, facts: over })[0]?.due).toBeUndefined();
	});

	const interests = [{ role: 'reviewer' as const, count: 2, since: at('2026-12-07') }];

	it.each([
		['an undertaking before anything else', { undertakingAt: null }, ['sign_undertaking 1']],
		[
			'declarations, then sheets',
			{ sessions: [session({ undeclared: 3 })] },
			['declare_interests 3', 'submit_sheets 2']
		],
		['no declaration for a closed session', { sessions: [session({ state: 'closed', undeclared: 3 })] }, []],
		['no sheet of a lot that one is recused from', { sessions: [session({ recused: true })] }, []],
		['no sheet once it was counted', { sessions: [session({ state: 'tallied' })] }, []],
		[
			'no sheet of the administrative secretary, who opens',
			{ role: 'administrative_secretary' },
			['open_session 1']
		],
		[
			'the count of an open session',
			{ role: 'chair', sessions: [session({ state: 'open', unscored: 0 })] },
			['tally_session 1']
		],
		[
			'the closing by the chair',
			{ role: 'chair', sessions: [session({ state: 'tallied' })] },
			['close_session 1']
		],
		['not by a vice-chair', { role: 'vice_chair', sessions: [session({ state: 'tallied' })] }, []],
		[
			'but by one who is authorised',
			{ role: 'vice_chair', sessions: [session({ state: 'tallied', authorised: true })] },
			['close_session 1']
		],
		[
			'no act of a chair who is recused',
			{ role: 'chair', sessions: [session({ state: 'open', recused: true })] },
			[]
		],
		['rulings of the chair', { role: 'chair', sessions: [], interests }, ['rule_interests 2']],
		['none of a vice-chair on a member', { role: 'vice_chair', sessions: [], interests }, []],
		[
			'but on the chair',
			{ role: 'vice_chair', sessions: [], interests: [{ role: 'chair', count: 1, since: at('2026-12-07') }] },
			['rule_interests 1']
		],
		['nothing of a seat that ended', { ended: true }, []],
		[
			'nothing in a dissolved council',
			{ council: { id: 'council', stage: 'council', state: 'dissolved' } },
			[]
		]
	] as const)('%s', (_name, more, expected) => {
		expect(kinds(more)).toEqual(expected);
	});
});
