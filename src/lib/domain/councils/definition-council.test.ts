import { describe, expect, it } from 'vitest';
import { ballotKind, readConclusion } from '#lib/domain/ballots/ballot-kinds.ts';
import { castBallots } from '#lib/domain/ballots/cast-ballots.ts';
import type { BallotSheet } from '#lib/domain/ballots/cast-ballots.ts';
import { itemsForm } from '#lib/domain/ballots/items/items.ts';
import type { MarkedContent } from '#lib/domain/ballots/marked-form.ts';
import { recordSteps } from '#lib/domain/ballots/step-record.ts';
import { MOTION_FORM } from '#lib/domain/ballots/yes-no/yes-no.ts';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { present, rulesOfSeeded, seat } from '../../../../tests/support/bodies.ts';
import { mayMeet } from './body-meeting.ts';
import { BODY_KINDS } from './body-kinds.ts';
import { councilForCase } from './case-reviewers.ts';
import { compositionProblems } from './composition.ts';
import { assessQuorum } from './quorum.ts';
import { mayTally, sortSheets } from './session.ts';

const RULES = rulesOfSeeded('definition_council');
const PROPOSAL = 'proposal-1';

/** Seven members; who reviews is said for each proposal. */
const SEVEN = [
	seat('khai', 'chair'),
	seat('hanh', 'vice_chair'),
	seat('lan', 'scientific_secretary'),
	seat('duy', 'member'),
	seat('yblang', 'member'),
	seat('tuan', 'member'),
	seat('long', 'member')
];
const FIRST = councilForCase(SEVEN, ['duy', 'yblang']);

function form(variant: string) {
	const rule = RULES.ballotItems;
	if (rule === undefined) throw new Error('no items');
	return itemsForm(rule.value, variant);
}

const FORM = form('trial_production');

function quorum(members: typeof SEVEN, absent: readonly string[]) {
	return assessQuorum({ members, recusedIds: [], attendance: present(members, absent), rules: RULES });
}

function sheet(
	memberId: string,
	notMet: readonly string[] = [],
	more: Partial<BallotSheet<MarkedContent>> = {}
): BallotSheet<MarkedContent> {
	return {
		sheetId: `sheet-${memberId}`,
		memberId,
		applicationId: PROPOSAL,
		state: 'submitted',
		content: {
			marks: Object.fromEntries(FORM.items.map(({ key }) => [key, notMet.includes(key) ? 'not_met' : 'met'])),
			reasons: Object.fromEntries(notMet.map((key) => [key, 'Chưa đạt']))
		},
		...more
	};
}

function concludeOn(sheets: readonly BallotSheet<MarkedContent>[], absent: readonly string[]) {
	const { presentIds, denominator } = quorum(FIRST, absent);
	const facts = { presentIds, recusals: [], sheets };
	expect(mayTally([PROPOSAL], facts)).toEqual({ ok: true, value: true });
	const sorted = sortSheets(PROPOSAL, facts);
	const kind = ballotKind('items');
	const result = kind.conclude(
		{
			form: FORM,
			ballots: castBallots(kind, FORM, sorted),
			present: sorted.present,
			members: denominator,
			facts: null
		},
		RULES
	);
	if (!result.ok) throw new Error(result.refusal.code);
	return { ...result.value, opinions: sorted.opinions.map(({ memberId }) => memberId) };
}

describe('a definition council', () => {
	it('has its two reviewers for each proposal', () => {
		expect(compositionProblems(FIRST, RULES)).toEqual([]);
		expect(compositionProblems(councilForCase(FIRST, ['tuan', 'long']), RULES)).toEqual([]);
		expect(compositionProblems(councilForCase(FIRST, ['tuan']), RULES)).toEqual([
			{ code: 'council_role_missing', params: { role: 'reviewer', count: '1', needed: '2' } }
		]);
		expect(compositionProblems(councilForCase(FIRST, ['khai', 'duy']), RULES)).toMatchObject([
			{ code: 'council_role_missing' }
		]);
	});

	it('has seven to eleven members', () => {
		expect(compositionProblems(FIRST.slice(0, 6), RULES)).toMatchObject([
			{ code: 'council_too_small', params: { count: '6', min: '7' } }
		]);
		const more = ['a', 'b', 'c', 'd', 'e'].map((id) => seat(id, 'member'));
		expect(compositionProblems([...FIRST, ...more], RULES)).toMatchObject([{ code: 'council_too_large' }]);
		expect(compositionProblems([...FIRST, ...more.slice(1)], RULES)).toEqual([]);
	});

	it('meets on the proposal whose reviewers are there, and not on the other', () => {
		expect(quorum(FIRST, ['tuan', 'long'])).toMatchObject({ met: true, needed: 5, presentCount: 5 });
		expect(quorum(councilForCase(SEVEN, ['tuan', 'duy']), ['tuan', 'long']).missing).toEqual([
			{ code: 'quorum_role_absent', params: { role: 'reviewer', present: '1', needed: '2' } }
		]);
	});

	it('waits for no written comments', () => {
		const meeting = {
			body: 'definition_council' as const,
			members: FIRST,
			quorum: quorum(FIRST, []),
			heldOn: calendarDate('2026-11-25'),
			commentsIn: {},
			expertOpinion: 'not_in' as const
		};
		expect(mayMeet(meeting, RULES, OFFICIAL_CALENDAR)).toEqual({ ok: true, value: true });
		expect(mayMeet({ ...meeting, quorum: quorum(FIRST, ['lan']) }, RULES, OFFICIAL_CALENDAR)).toMatchObject({
			refusal: { code: 'body_cannot_meet', causes: [{ code: 'quorum_role_absent' }] }
		});
	});

	it('recommends by 4·6 > 3·7, with an opinion that is read out and not counted', () => {
		const sheets = ['khai', 'hanh', 'lan', 'duy', 'yblang', 'tuan', 'long'].map((id) =>
			sheet(id, id === 'yblang' ? ['origin'] : [])
		);
		expect(concludeOn(sheets, [])).toMatchObject({ outcome: 'recommended', opinions: [] });
		// With Tuấn away, 4·5 > 3·6 still holds; with Long away as well, 4·4 > 3·5 still does.
		expect(concludeOn(sheets, ['tuan'])).toMatchObject({ outcome: 'recommended', opinions: ['tuan'] });
		expect(concludeOn(sheets, ['tuan', 'long'])).toMatchObject({
			outcome: 'recommended',
			opinions: ['tuan', 'long']
		});
	});

	it('does not recommend by 4·5 > 3·7, nor by 4·3 > 3·4 with an invalid ballot', () => {
		const no = ['origin', 'use'];
		const seven = SEVEN.map(({ memberId }, at) => sheet(memberId, at < 2 ? no : []));
		expect(concludeOn(seven, []).outcome).toBe('not_recommended');
		const five = ['khai', 'hanh', 'lan', 'duy', 'yblang'].map((id, at) =>
			sheet(
				id,
				at === 0 ? no : [],
				at === 4
					? { state: 'draft', invalidReason: 'Không đánh dấu', content: { marks: {}, reasons: {} } }
					: {}
			)
		);
		const { outcome, steps } = concludeOn(five, ['tuan', 'long']);
		expect(outcome).toBe('not_recommended');
		expect(steps[0]).toMatchObject({
			members: 7n,
			present: 5n,
			cast: 5n,
			valid: 4n,
			invalid: [{ ground: 'blank', reason: 'Không đánh dấu' }]
		});
		expect(steps.find(({ kind }) => kind === 'items_share')).toMatchObject({
			test: { left: 12n, right: 12n, met: false }
		});
	});

	it('is not tallied while the sheet of a member present is out', () => {
		const { presentIds } = quorum(FIRST, []);
		const sheets = SEVEN.slice(1).map(({ memberId }) => sheet(memberId));
		expect(mayTally([PROPOSAL], { presentIds, recusals: [], sheets })).toMatchObject({
			refusal: { code: 'sheet_missing', params: { count: '1' } }
		});
	});

	it('adopts the wording of its conclusion by its other kind of ballot', () => {
		expect(BODY_KINDS.definition_council.ballots).toContain('yes_no');
		const kind = ballotKind('yes_no');
		const ballots = SEVEN.map((_, at) => ({
			ballotId: String(at),
			ballot: { vote: at < 6 ? ('yes' as const) : ('no' as const) }
		}));
		const count = { form: MOTION_FORM, ballots, present: 7, members: 7, facts: null };
		expect(kind.conclude(count, RULES)).toMatchObject({ ok: true, value: { outcome: 'carried' } });
		const fewer = ballots.map((one, at) => (at === 5 ? { ...one, ballot: { vote: 'no' as const } } : one));
		expect(kind.conclude({ ...count, ballots: fewer }, RULES)).toMatchObject({
			value: { outcome: 'not_carried' }
		});
	});

	it('is shown for ever as it was counted', () => {
		const { outcome, steps } = concludeOn(
			SEVEN.map(({ memberId }) => sheet(memberId)),
			[]
		);
		const json: unknown = JSON.parse(JSON.stringify(recordSteps(steps)));
		expect(readConclusion('items', json)).toEqual({ ok: true, value: { outcome, steps } });
	});
});
