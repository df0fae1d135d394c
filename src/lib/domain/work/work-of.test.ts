import { describe, expect, it } from 'vitest';
import type { ApprovalChain } from '#lib/domain/budgets/approvals.ts';
import { seeded } from '#lib/domain/definitions/seeded.fixture.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { AppraisalFacts, CallFacts, DossierFacts, SeatFacts } from '#lib/domain/flow/stage-work.ts';
import { STAGE_KINDS } from '#lib/domain/flow/stage-kinds.ts';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { grantWork, invitationWork, organisationWork, portalWork, tieWork } from './side-work.ts';
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
	openedAt: at('2026-12-03'),
	createdAt: at('2026-10-01'),
	dossiers: {},
	settledAt: null,
	seatedCouncils: 0,
	sessions: 0,
	closedSessions: 0,
	lastClosedAt: null,
	selection: null,
	...more
});
const dossier = (more: Partial<DossierFacts> = {}): DossierFacts => ({
	id: 'dossier',
	organisationId: 'applicant',
	state: 'submitted',
	replacing: false,
	createdAt: at('2026-11-05'),
	submittedAt: at('2026-11-20'),
	call: call(),
	checkedAt: null,
	surveyFinishedAt: null,
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
		['none beside a seated one', 'map', { dossiers: { valid: 2 }, seatedCouncils: 1 }, []],
		['no council where each is decided alone', 'proposal', { dossiers: { valid: 2 } }, []],
		[
			'no selection before the last session',
			'map',
			{ seatedCouncils: 1, sessions: 2, closedSessions: 1 },
			[]
		],
		[
			'a selection after it',
			'map',
			{ seatedCouncils: 1, sessions: 2, closedSessions: 2 },
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
			['issue_result result.issue']
		],
		[
			'of proposals straight after the last decision',
			'proposal',
			{ dossiers: { accepted: 1 } },
			['issue_result result.issue']
		],
		['and not before', 'proposal', { dossiers: { accepted: 1, valid: 1 } }, []],
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
		['before the council', 'map', { state: 'in_review' }, ['~held_council application.read_own']],
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
		council: { id: 'council', state: 'seated' },
		call: { id: 'call' },
		sessions: [session()],
		interests: [],
		...more
	});
	const kinds = (more: Partial<SeatFacts>) =>
		workOf({ of: 'seat', flow: flow.map, facts: seat(more) }).map(
			({ kind, count = 1 }) => `${kind} ${String(count)}`
		);
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
		['nothing in a dissolved council', { council: { id: 'council', state: 'dissolved' } }, []]
	] as const)('%s', (_name, more, expected) => {
		expect(kinds(more)).toEqual(expected);
	});
});

describe('the work of an appraisal', () => {
	const step = (number: number, kind: 'prepared' | 'verified' | 'approved', role: string, turn = number) => ({
		step: number,
		turn,
		kind,
		role,
		label: { vi: kind }
	});
	const chain: ApprovalChain = [
		step(0, 'prepared', 'finance_officer'),
		step(1, 'verified', 'finance_head'),
		step(2, 'approved', 'director')
	];
	const appraisal = (more: Partial<AppraisalFacts> = {}): AppraisalFacts => ({
		id: 'appraisal',
		state: 'preparing',
		createdAt: at('2026-12-21'),
		dossier: { id: 'dossier', organisationId: 'applicant' },
		call: { id: 'call', programme: 'X' },
		chain,
		taken: [],
		hash: 'h',
		editors: ['editor'],
		rejection: null,
		...more
	});
	const signed = (day: string): Date => new Date(`${day}T10:00:00+07:00`);
	const taken = (number: number, personId: string, day: string) => ({
		step: number,
		personId,
		seenHash: 'h',
		revoked: false,
		at: signed(day)
	});
	const ask = (more: Partial<AppraisalFacts>) =>
		workOf({ of: 'appraisal', flow: flow.task, facts: appraisal(more), term });

	it('follows the chain, at the desk of each step, and is shown to those who wait', () => {
		expect(ask({}).map(({ kind, audience }) => [kind, audience])).toEqual([
			[
				'appraise',
				expect.objectContaining({ desk: 'sign.prepared.finance_officer', applicantId: 'applicant' })
			],
			['held_preparer', expect.objectContaining({ desk: 'wait.prepare' })]
		]);
		const prepared = ask({ state: 'prepared', taken: [taken(0, 'maker', '2026-12-22')] });
		expect(prepared[0]).toMatchObject({
			kind: 'verify_appraisal',
			audience: { desk: 'sign.verified.finance_head', barred: ['editor', 'maker'] },
			since: signed('2026-12-22')
		});
		expect(prepared[1]?.kind).toBe('held_verifier');
		const verified = ask({
			state: 'verified',
			taken: [taken(0, 'maker', '2026-12-22'), taken(1, 'checker', '2026-12-23')]
		});
		expect(verified[0]).toMatchObject({
			kind: 'approve_appraisal',
			audience: { desk: 'sign.approved.director', barred: ['checker', 'editor', 'maker'] },
			// Fifteen days after 23 December, on a working day.
			due: { at: at('2027-01-08'), provisional: false }
		});
	});

	it('gives checks of one turn to both desks, and counts no signature on other figures', () => {
		const parallel = [
			step(0, 'prepared', 'finance_officer', 0),
			step(1, 'verified', 'finance_head', 1),
			step(2, 'verified', 'science_officer', 1),
			step(3, 'approved', 'director', 2)
		] as const;
		const both = ask({ state: 'prepared', chain: parallel, taken: [taken(0, 'maker', '2026-12-22')] });
		expect(both.map(workKey)).toEqual([
			'verify_appraisal|sign.verified.finance_head|',
			'verify_appraisal|sign.verified.science_officer|',
			'held_verifier|wait.verify|'
		]);
		const changed = ask({ state: 'preparing', hash: 'other', taken: [taken(0, 'maker', '2026-12-22')] });
		expect(changed.map(({ kind }) => kind)).toEqual(['appraise', 'held_preparer']);
	});

	it('keeps whoever proposed to give no money, or confirmed it, from the next step', () => {
		const rejection = {
			proposedBy: 'maker',
			proposedAt: at('2026-12-22'),
			checkedBy: null,
			checkedAt: null
		};
		expect(ask({ state: 'rejecting', rejection })[0]).toMatchObject({
			kind: 'check_rejection',
			audience: { desk: 'budget.verify', barred: ['editor', 'maker'] },
			since: at('2026-12-22')
		});
		const checked = { ...rejection, checkedBy: 'checker', checkedAt: at('2026-12-23') };
		expect(ask({ state: 'rejection_checked', rejection: checked })[0]).toMatchObject({
			kind: 'decide_rejection',
			audience: { desk: 'budget.approve', barred: ['checker', 'editor', 'maker'] }
		});
		expect(ask({ state: 'approved' })).toEqual([]);
	});
});

describe('the work beside the stages', () => {
	const organisation = {
		id: 'o',
		standing: 'claimed' as const,
		createdAt: at('2026-11-01'),
		hasPaper: false,
		ruledAt: null,
		changeAskedAt: null
	};
	const kinds = (work: readonly { readonly kind: string }[]) => work.map(({ kind }) => kind);

	it('is the representative’s until there is a paper, then the office’s', () => {
		expect(kinds(organisationWork(organisation))).toEqual(['rule_claim', 'prove_claim']);
		expect(kinds(organisationWork({ ...organisation, hasPaper: true }))).toEqual([
			'rule_claim',
			'held_claim'
		]);
		expect(
			kinds(organisationWork({ ...organisation, standing: 'refused', ruledAt: at('2026-11-02') }))
		).toEqual(['read_refused_claim']);
		expect(
			kinds(organisationWork({ ...organisation, standing: 'proved', changeAskedAt: at('2026-11-03') }))
		).toEqual(['rule_change', 'held_change']);
	});

	it('of a tie is never whose tie it is', () => {
		const tie = { id: 't', organisationId: 'o', personId: 'tied', waiting: true, foundAt: at('2026-11-01') };
		expect(tieWork({ ...tie, rulers: ['chair'] })).toMatchObject([
			{ audience: { to: 'person', personId: 'chair' } }
		]);
		expect(tieWork({ ...tie, rulers: ['tied'] })).toEqual([]);
		expect(tieWork({ ...tie, rulers: [] })).toMatchObject([
			{ audience: { to: 'desk', desk: 'tie.rule', barred: ['tied'] } }
		]);
		expect(tieWork({ ...tie, rulers: [], waiting: false })).toEqual([]);
	});

	it('of a grant is neither the proposer’s nor the holder’s; of an invitation it ends with it', () => {
		const grant = {
			id: 'g',
			personId: 'holder',
			proposedBy: 'proposer',
			waiting: true,
			proposedAt: at('2026-11-01')
		};
		expect(grantWork(grant)[0]?.audience).toMatchObject({ barred: ['holder', 'proposer'] });
		expect(grantWork({ ...grant, waiting: false })).toEqual([]);
		const invitation = {
			id: 'i',
			organisationId: 'o',
			email: 'a@b.vn',
			waiting: true,
			invitedAt: at('2026-11-01'),
			expiresAt: at('2026-11-08')
		};
		expect(invitationWork(invitation)[0]).toMatchObject({
			until: at('2026-11-08'),
			audience: { address: 'a@b.vn' }
		});
		expect(invitationWork({ ...invitation, waiting: false })).toEqual([]);
		expect(
			portalWork({
				failedMail: { count: 3, since: at('2026-11-01') },
				faultyFiles: null,
				unsealedAudit: null
			})
		).toMatchObject([{ kind: 'failed_mail', count: 3 }]);
	});
});

describe('every stage', () => {
	it('names each kind of work that its function gives', () => {
		const named = new Set(Object.values(STAGE_KINDS).flatMap(({ work }) => work));
		const source = [
			ofCall('map', { state: 'draft' }),
			ofCall('map', { state: 'published' }),
			ofDossier('map', {}),
			ofDossier('proposal', { state: 'valid' })
		].flat();
		for (const line of source) {
			const [kind = ''] = line.split(' ');
			if (!kind.startsWith('~')) expect(named).toContain(kind);
		}
	});
});
