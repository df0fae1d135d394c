/** Rules of the bodies as a rule set states them, for tests: TT 06/2023, TT 20/2023 and TT 11/2014. */
import { parseRuleSet } from '#lib/contracts/definitions/parse-definition.ts';
import { rulesOfBody } from '#lib/domain/rules/rule-set.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import type { CouncilMember, CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { AttendanceEntry } from '#lib/domain/councils/quorum.ts';
import type { SeatStanding } from '#lib/domain/councils/seat-standing.ts';

const threeQuarters = { num: 3, den: 4 };
const one = (role: CouncilRole) => ({ role, exactly: 1 });
const item = (key: string, vi: string, variants?: readonly string[]) => ({
	key,
	label: { vi },
	...(variants === undefined ? {} : { variants })
});

export const BODIES_JSON = {
	definition_council: {
		councilSize: { value: { min: 7, max: 11 }, citation: 'TT 06/2023/TT-BKHCN, Điều 10' },
		composition: {
			value: [
				one('chair'),
				one('vice_chair'),
				one('scientific_secretary'),
				{ role: 'reviewer', exactly: 2 },
				{ role: 'administrative_secretary', atMost: 2 }
			],
			citation: 'TT 06/2023/TT-BKHCN, Điều 10'
		},
		quorum: {
			value: {
				share: { num: 2, den: 3 },
				lead: 'chair_or_authorised_vice',
				roles: [
					{ role: 'reviewer', count: 2 },
					{ role: 'scientific_secretary', count: 1 }
				]
			},
			citation: 'TT 06/2023/TT-BKHCN, Điều 11'
		},
		ballotItems: {
			value: {
				items: [
					item('urgency', 'Tính cấp thiết, tầm quan trọng'),
					item('reach', 'Tính liên ngành, liên vùng, quy mô trong tỉnh'),
					item('not_duplicate', 'Không trùng lặp'),
					item('use', 'Khả năng ứng dụng'),
					item('origin', 'Xuất xứ công nghệ và khả năng huy động vốn', ['trial_production']),
					item('wording', 'Tên, mục tiêu, yêu cầu đối với kết quả, phương thức')
				],
				reasons: 'on_fail'
			},
			citation: 'TT 06/2023/TT-BKHCN, Điều 12'
		},
		itemsPass: {
			value: { share: threeQuarters, of: 'ballots', bound: 'more_than' },
			citation: 'TT 06/2023/TT-BKHCN, Điều 13'
		},
		motionPass: {
			value: { share: threeQuarters, of: 'ballots', bound: 'more_than' },
			citation: 'TT 06/2023/TT-BKHCN, Điều 13'
		}
	},
	acceptance_council: {
		councilSize: { value: { min: 9, max: 9 }, citation: 'TT 11/2014/TT-BKHCN, Điều 9' },
		composition: {
			value: [one('chair'), one('vice_chair'), one('scientific_secretary'), { role: 'reviewer', exactly: 2 }],
			citation: 'TT 11/2014/TT-BKHCN, Điều 9'
		},
		standings: {
			value: [
				{ standing: 'expert', atLeast: 6, atMost: 6 },
				{ standing: 'authority', atLeast: 3, atMost: 3 },
				{ standing: 'earlier_council', atLeast: 1 },
				{
					standing: 'host',
					barredRoles: ['chair', 'vice_chair', 'reviewer', 'scientific_secretary']
				}
			],
			citation: 'TT 11/2014/TT-BKHCN, Điều 9'
		},
		quorum: {
			value: {
				share: { num: 2, den: 3 },
				lead: 'chair_or_authorised_vice',
				roles: [
					{ role: 'reviewer', count: 2 },
					{ role: 'scientific_secretary', count: 1 }
				]
			},
			citation: 'TT 11/2014/TT-BKHCN, Điều 10'
		},
		countingBoard: { value: 3, citation: 'TT 11/2014/TT-BKHCN, Điều 10' },
		timeLimits: {
			value: { comments_before_session: { workingDays: 1 } },
			citation: 'TT 11/2014/TT-BKHCN, Điều 10'
		},
		ballotLevel: {
			value: { quantitiesMet: threeQuarters, leastOfOrder: threeQuarters, reasons: 'on_fail' },
			citation: 'TT 11/2014/TT-BKHCN, Điều 13'
		},
		councilLevel: {
			value: {
				excellent: { share: threeQuarters, of: 'present', bound: 'at_least' },
				excellentWithFailed: 0,
				failed: { share: { num: 1, den: 3 }, of: 'present', bound: 'more_than' }
			},
			citation: 'TT 11/2014/TT-BKHCN, Điều 13'
		},
		lateAcceptance: { value: { months: 6 }, citation: 'TT 11/2014/TT-BKHCN, Điều 13' }
	},
	screening_council: {
		councilSize: { value: { min: 3, max: 5 }, citation: 'Quy chế sơ tuyển của Sở, Điều 4' },
		composition: {
			value: [one('chair'), one('vice_chair'), one('scientific_secretary')],
			citation: 'Quy chế sơ tuyển của Sở, Điều 4'
		},
		quorum: {
			value: { share: { num: 2, den: 3 }, lead: 'chair_or_authorised_vice', roles: [] },
			citation: 'Quy chế sơ tuyển của Sở, Điều 5'
		},
		countingBoard: { value: 3, citation: 'Quy chế sơ tuyển của Sở, Điều 6' },
		threshold: { value: 50, citation: 'Quy chế sơ tuyển của Sở, Điều 6' }
	},
	appraisal_group: {
		councilSize: { value: { min: 5, max: 5 }, citation: 'TT 20/2023/TT-BKHCN, Điều 13' },
		composition: {
			value: [one('chair'), one('vice_chair'), one('scientific_secretary')],
			citation: 'TT 20/2023/TT-BKHCN, Điều 13'
		},
		standings: {
			value: [{ standing: 'council_representative', atLeast: 1, atMost: 1 }],
			citation: 'TT 20/2023/TT-BKHCN, Điều 13'
		},
		quorum: {
			value: {
				share: { num: 4, den: 5 },
				lead: 'chair_or_vice',
				roles: [],
				standings: [{ standing: 'council_representative', count: 1 }]
			},
			citation: 'TT 20/2023/TT-BKHCN, Điều 13'
		}
	},
	expert_group: {
		councilSize: { value: { min: 3, max: 3 }, citation: 'TT 11/2014/TT-BKHCN, Điều 9' },
		composition: { value: [one('chair')], citation: 'TT 11/2014/TT-BKHCN, Điều 9' },
		quorum: {
			value: { share: { num: 1, den: 1 }, lead: 'chair', roles: [] },
			citation: 'TT 11/2014/TT-BKHCN, Điều 9'
		}
	}
};

export function rulesOfSeeded(body: BodyKindKey): RulesInForce {
	const read = parseRuleSet({
		key: 'bodies',
		title: { vi: 'Hội đồng và tổ' },
		parameters: {},
		bodies: BODIES_JSON
	});
	if (!read.ok) throw new Error(JSON.stringify(read.refusal));
	return rulesOfBody(read.value, body, calendarDate('2026-11-29'));
}

export function seat(
	memberId: string,
	role: CouncilRole,
	...standings: readonly SeatStanding[]
): CouncilMember {
	return { memberId, personId: `person-${memberId}`, role, standings };
}

export function present(
	members: readonly CouncilMember[],
	absent: readonly string[] = []
): AttendanceEntry[] {
	return members.map(({ memberId }) => ({
		memberId,
		present: !absent.includes(memberId),
		authorised: false
	}));
}
