import { describe, expect, it } from 'vitest';
import { ballotKind } from '#lib/domain/ballots/ballot-kinds.ts';
import { castBallots } from '#lib/domain/ballots/cast-ballots.ts';
import type { BallotSheet } from '#lib/domain/ballots/cast-ballots.ts';
import { levelsForm } from '#lib/domain/ballots/levels/levels-form.ts';
import type { Level } from '#lib/domain/ballots/levels/levels-steps.ts';
import type { MarkedContent } from '#lib/domain/ballots/marked-form.ts';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { decimal } from '#lib/domain/shared/decimal.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { present, rulesOfSeeded, seat } from '../../../../tests/support/bodies.ts';
import { mayMeet } from './body-meeting.ts';
import type { BodyMeeting } from './body-meeting.ts';
import { compositionProblems, vacancies } from './composition.ts';
import { assessQuorum } from './quorum.ts';
import { checkCountingBoard, sortSheets } from './session.ts';

const RULES = rulesOfSeeded('acceptance_council');
const TASK = 'task-1';

const NINE = [
	seat('khai', 'chair', 'expert', 'earlier_council'),
	seat('hanh', 'vice_chair', 'authority'),
	seat('duy', 'reviewer', 'expert'),
	seat('yblang', 'reviewer', 'expert'),
	seat('lan', 'scientific_secretary', 'expert'),
	seat('huong', 'member', 'authority'),
	seat('tuan', 'member', 'authority'),
	seat('ngoc', 'member', 'expert', 'host'),
	seat('long', 'member', 'expert')
];
const FRIDAY = calendarDate('2026-11-20');
const MONDAY = calendarDate('2026-11-23');

const quorum = (absent: readonly string[] = []) =>
	assessQuorum({ members: NINE, recusedIds: [], attendance: present(NINE, absent), rules: RULES });

function meeting(more: Partial<BodyMeeting> = {}): BodyMeeting {
	return {
		body: 'acceptance_council',
		members: NINE,
		quorum: quorum(),
		heldOn: MONDAY,
		commentsIn: Object.fromEntries(NINE.map(({ memberId }) => [memberId, FRIDAY])),
		expertOpinion: FRIDAY,
		...more
	};
}

function causes(more: Partial<BodyMeeting>): string[] {
	const result = mayMeet(meeting(more), RULES, OFFICIAL_CALENDAR);
	return result.ok ? [] : (result.refusal.causes ?? []).map(({ code }) => code);
}

describe('who sits on an acceptance council', () => {
	it('is nine: six experts, three of the authority, one of an earlier council', () => {
		expect(compositionProblems(NINE, RULES)).toEqual([]);
	});

	it('is named with every problem at once', () => {
		const wrong = NINE.map((member) =>
			member.memberId === 'khai' ? { ...member, standings: ['authority', 'host'] as const } : member
		);
		expect(compositionProblems(wrong, RULES)).toEqual([
			{ code: 'council_standing_missing', params: { standing: 'expert', count: '5', needed: '6' } },
			{ code: 'council_standing_too_many', params: { standing: 'authority', count: '4', allowed: '3' } },
			{ code: 'council_standing_missing', params: { standing: 'earlier_council', count: '0', needed: '1' } },
			{ code: 'council_role_barred', params: { role: 'chair', standing: 'host' } }
		]);
	});

	it('may be an expert of the host, in no role that leads, reviews or writes', () => {
		const barred = (['vice_chair', 'reviewer', 'scientific_secretary'] as const).flatMap((role) =>
			compositionProblems([...NINE, seat('more', role, 'host')], RULES).filter(
				({ code }) => code === 'council_role_barred'
			)
		);
		expect(barred.map(({ params }) => params?.['role'])).toEqual([
			'vice_chair',
			'reviewer',
			'scientific_secretary'
		]);
	});

	it('leaves a place open when the only one of an earlier council is recused', () => {
		const rest = NINE.filter(({ memberId }) => memberId !== 'khai');
		expect(vacancies(rest, RULES).map(({ code }) => code)).toEqual([
			'council_too_small',
			'council_role_missing',
			'council_standing_missing',
			'council_standing_missing'
		]);
	});
});

describe('before it meets', () => {
	it('all comments and the opinion of the expert group are in, one working day before', () => {
		expect(causes({})).toEqual([]);
		const late = { ...meeting().commentsIn, huong: MONDAY, long: MONDAY };
		expect(mayMeet(meeting({ commentsIn: late }), RULES, OFFICIAL_CALENDAR)).toMatchObject({
			ok: false,
			refusal: {
				code: 'body_cannot_meet',
				causes: [{ code: 'comments_not_in', params: { count: '2' } }]
			}
		});
		expect(causes({ expertOpinion: MONDAY })).toEqual(['expert_opinion_not_in']);
		expect(causes({ expertOpinion: 'not_in' })).toEqual(['expert_opinion_not_in']);
		expect(causes({ expertOpinion: 'not_needed' })).toEqual([]);
	});

	it('counts working days: what came on Saturday is not in time for Sunday, and is for Monday', () => {
		const saturday = calendarDate('2026-11-21');
		expect(causes({ expertOpinion: saturday, heldOn: calendarDate('2026-11-22') })).toContain(
			'expert_opinion_not_in'
		);
		expect(causes({ expertOpinion: saturday })).toEqual([]);
	});

	it('asks for the comments of members who stay away, and names all that is missing', () => {
		const { long: _, ...others } = meeting().commentsIn;
		expect(causes({ commentsIn: others, quorum: quorum(['long']) })).toEqual(['comments_not_in']);
		expect(causes({ commentsIn: {}, expertOpinion: 'not_in', quorum: quorum(['duy', 'lan']) })).toEqual([
			'quorum_role_absent',
			'quorum_role_absent',
			'comments_not_in',
			'expert_opinion_not_in'
		]);
	});

	it('asks for them on the day itself where the rule set names no limit', () => {
		expect(mayMeet(meeting({ expertOpinion: MONDAY }), {}, OFFICIAL_CALENDAR)).toMatchObject({
			ok: true
		});
		const tuesday = calendarDate('2026-11-24');
		expect(mayMeet(meeting({ expertOpinion: tuesday }), {}, OFFICIAL_CALENDAR)).toMatchObject({
			refusal: { causes: [{ code: 'expert_opinion_not_in' }] }
		});
	});
});

const made = levelsForm(
	[
		{
			key: 'seedlings',
			label: { vi: 'Cây giống (cây)' },
			measures: 'quantity',
			ordered: decimal(10_000n, 0),
			delivered: decimal(7_500n, 0)
		},
		{ key: 'process', label: { vi: 'Quy trình kỹ thuật' }, measures: 'quality' }
	],
	'on_fail'
);
if (!made.ok) throw new Error(made.refusal.code);
const FORM = made.value;

function conclude(
	levels: Readonly<Record<string, Level>>,
	{
		absent = [],
		invalid = [],
		handedIn = '2026-09-15'
	}: { absent?: string[]; invalid?: string[]; handedIn?: string } = {}
) {
	const { presentIds, denominator } = quorum(absent);
	const sheets = NINE.map(({ memberId }): BallotSheet<MarkedContent> => {
		const level = levels[memberId] ?? 'passed';
		return {
			sheetId: `sheet-${memberId}`,
			memberId,
			applicationId: TASK,
			state: 'submitted',
			...(invalid.includes(memberId) ? { invalidReason: 'Phiếu không có dấu của cơ quan' } : {}),
			content: {
				marks: Object.fromEntries(FORM.items.map(({ key }) => [key, level])),
				reasons: Object.fromEntries(FORM.items.map(({ key }) => [key, 'Nhận xét']))
			}
		};
	});
	const sorted = sortSheets(TASK, { presentIds, recusals: [], sheets });
	const kind = ballotKind('levels');
	const result = kind.conclude(
		{
			form: FORM,
			ballots: castBallots(kind, FORM, sorted),
			present: sorted.present,
			members: denominator,
			facts: { due: calendarDate('2026-09-30'), handedIn: calendarDate(handedIn) }
		},
		RULES
	);
	if (!result.ok) throw new Error(result.refusal.code);
	return { ...result.value, opinions: sorted.opinions.length };
}

const all = (level: Level, except: Readonly<Record<string, Level>> = {}): Record<string, Level> => ({
	...Object.fromEntries(NINE.map(({ memberId }) => [memberId, level])),
	...except
});

describe('what it concludes', () => {
	it('needs three tellers', () => {
		const facts = {
			memberIds: NINE.map(({ memberId }) => memberId),
			presentIds: quorum().presentIds,
			rules: RULES
		};
		const board = ['duy', 'tuan', 'long'].map((memberId, at) => ({ memberId, head: at === 0 }));
		expect(checkCountingBoard(board, facts)).toMatchObject({ ok: true });
		expect(checkCountingBoard(board.slice(1), facts)).toMatchObject({
			refusal: { code: 'counting_board_size' }
		});
	});

	it('is "Xuất sắc" by 4·7 ≥ 3·9, and "Đạt" by 4·6 ≥ 3·9', () => {
		const excellent = all('excellent', { huong: 'passed', tuan: 'passed' });
		expect(conclude(excellent).outcome).toBe('excellent');
		expect(conclude({ ...excellent, long: 'passed' }).outcome).toBe('passed');
	});

	it('is "Xuất sắc" by exactly 4·6 ≥ 3·8 when one is away, whose opinion is not counted', () => {
		const levels = all('excellent', { huong: 'passed', tuan: 'passed', long: 'failed' });
		expect(conclude(levels, { absent: ['long'] })).toMatchObject({ outcome: 'excellent', opinions: 1 });
		expect(conclude(levels).outcome).toBe('passed');
	});

	it('is "Không đạt" by 3·4 > 9, and "Đạt" by 3·3 > 9', () => {
		const three = all('passed', { huong: 'failed', tuan: 'failed', long: 'failed' });
		expect(conclude(three).outcome).toBe('passed');
		expect(conclude({ ...three, duy: 'failed' }).outcome).toBe('failed');
	});

	it('shows invalid ballots, and holds the others against all who are present', () => {
		const { outcome, steps } = conclude(all('excellent'), { invalid: ['huong', 'tuan', 'long'] });
		expect(outcome).toBe('passed');
		expect(steps[0]).toMatchObject({
			present: 9n,
			valid: 6n,
			invalid: [
				{ ground: 'not_per_form', reason: 'Phiếu không có dấu của cơ quan' },
				{ ground: 'not_per_form' },
				{ ground: 'not_per_form' }
			]
		});
	});

	it('is none when every ballot is invalid', () => {
		expect(conclude(all('excellent'), { invalid: NINE.map(({ memberId }) => memberId) }).outcome).toBe(
			'no_conclusion'
		);
	});

	it('is "Không đạt" for a dossier more than six months late, whatever the ballots', () => {
		expect(conclude(all('excellent'), { handedIn: '2027-03-30' }).outcome).toBe('excellent');
		expect(conclude(all('excellent'), { handedIn: '2027-03-31' }).outcome).toBe('failed');
	});
});
