import { describe, expect, it } from 'vitest';
import { document, readDocument } from '../../../../tests/support/definitions.ts';
import { withTwoCouncils } from '#lib/domain/flow/two-councils.fixture.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import type { CallFacts, DossierFacts, SeatFacts } from '#lib/domain/flow/stage-work.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { workOf } from './work-of.ts';
import type { WorkFacts } from './work-of.ts';

const read = readDocument(withTwoCouncils(document('map')));
if (!read.ok) throw new Error(read.refusal.code);
const flow = flowOf(read.value);

const DAY = new Date('2026-12-01T00:00:00Z');
const call: CallFacts = {
	id: 'call',
	code: 'X-2026-1',
	programme: 'X',
	state: 'opened',
	opensAt: DAY,
	closesAt: DAY,
	lastClosesAt: DAY,
	openedAt: DAY,
	createdAt: DAY,
	dossiers: {},
	settledAt: null,
	seatedCouncils: [],
	sessions: 0,
	closedSessions: 0,
	lastClosedAt: null,
	furtherCases: 0,
	selection: null,
	selected: null
};

/** Kind of each piece of work with the stage that gives it; '~' before what is only waited for. */
function said(one: WorkFacts): string[] {
	return workOf(one).map(({ kind, stage, held }) => `${held === true ? '~' : ''}${kind} ${stage}`);
}

const ofCall = (more: Partial<CallFacts>) =>
	said({ of: 'call', flow, facts: { ...call, ...more }, term: () => undefined });

describe('the work of a call with two councils', () => {
	it('is the first council once all is checked, and the second once the first has concluded on all', () => {
		expect(ofCall({ dossiers: { valid: 2, submitted: 1 } })).toEqual([]);
		expect(ofCall({ dossiers: { valid: 2 } })).toEqual(['form_council screening']);
		const seated = { seatedCouncils: ['screening'] as const, sessions: 2 };
		expect(ofCall({ ...seated, dossiers: { in_screening: 2 } })).toEqual([]);
		expect(ofCall({ ...seated, closedSessions: 1, dossiers: { screened: 1, in_screening: 1 } })).toEqual([]);
		expect(ofCall({ ...seated, closedSessions: 2, dossiers: { screened: 1, screened_out: 1 } })).toEqual([
			'form_council council'
		]);
		expect(
			ofCall({
				...seated,
				closedSessions: 2,
				dossiers: { in_review: 1 },
				seatedCouncils: ['screening', 'council']
			})
		).toEqual(['prepare_selection selection']);
	});

	it('is the selection of nothing where the first let nothing pass', () => {
		const none = { sessions: 2, closedSessions: 2, seatedCouncils: ['screening'] as const };
		expect(ofCall({ ...none, dossiers: { screened_out: 2 } })).toEqual(['prepare_selection selection']);
	});

	it('keeps the applicant waiting before each council, and in between', () => {
		const ofDossier = (state: ApplicationState, session: DossierFacts['session']) =>
			said({
				of: 'dossier',
				flow,
				facts: {
					id: 'dossier',
					organisationId: 'applicant',
					state,
					replacing: false,
					createdAt: DAY,
					submittedAt: DAY,
					closesAt: DAY,
					call,
					checkedAt: DAY,
					surveyFinishedAt: null,
					session,
					letter: null
				}
			});
		expect(ofDossier('in_screening', 'planned')).toEqual(['record_survey survey', '~held_council screening']);
		expect(ofDossier('in_screening', 'open')).toEqual(['~held_council screening']);
		expect(ofDossier('screened', 'closed')).toEqual(['~held_council council']);
		expect(ofDossier('in_review', 'closed')).toEqual(['~held_council council']);
		expect(ofDossier('screened_out', 'closed')).toEqual(['~held_result result']);
	});
});

describe('the work of two councils', () => {
	const session = { lotId: 'lot', state: 'planned', scheduledAt: null } as const;

	it.each([
		['screening', 'screening_session'],
		['council', 'session']
	] as const)('the sessions of the council of stage %s are of %s alone', (stage, given) => {
		const facts = { id: 'council', stage, state: 'seated', call, sessions: [session] } as const;
		expect(said({ of: 'council', flow, facts })).toEqual([`plan_session ${given}`, `~held_session ${given}`]);
	});

	it('a seat has the work of its own council alone', () => {
		const facts = (stage: CouncilStage): SeatFacts => ({
			memberId: 'seat',
			personId: 'me',
			role: 'chair',
			appointedAt: DAY,
			ended: false,
			undertakingAt: DAY,
			council: { id: 'council', stage, state: 'seated' },
			call,
			sessions: [
				{
					...session,
					openedAt: null,
					talliedAt: null,
					recused: false,
					authorised: false,
					undeclared: 0,
					unscored: 1
				}
			],
			interests: []
		});
		expect(said({ of: 'seat', flow, facts: facts('screening') })).toEqual([
			'submit_sheets screening',
			'open_session screening_session'
		]);
		expect(said({ of: 'seat', flow, facts: facts('council') })).toEqual([
			'submit_sheets council',
			'open_session session'
		]);
	});
});
