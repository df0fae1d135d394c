import { MEASUREMENT_CONTACT } from './call-contact.ts';
import { ruleConflict } from '#lib/server/app/councils/rule-conflict.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { done, found, storyOf } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { mapCouncil } from './map-council.ts';
import type { Judged } from './map-council.ts';
import { announceMap, applyForMap, draftForMap, survey } from './map-dossiers.ts';
import type { MapRound } from './map-dossiers.ts';
import { appraise, approve, verify } from './money.ts';
import { judge, openAll, select } from './rounds.ts';

const FIRMS = ['dn1', 'dn2', 'dn3', 'dn4', 'dn5', 'dn6', 'dn7', 'dn8'] as const;

const JUDGED: Readonly<Record<string, Judged>> = {
	dn1: {
		ballots: [90, 88, 86, 91, 87, 85, 89],
		opinion: 'Vấn đề đo rõ, liên quan đến nhiều hộ; mục tiêu đo được; đề nghị hỗ trợ.'
	},
	dn5: {
		ballots: [84, 86, 88, 85, 87, 83, 89],
		opinion: 'Tác động đến người dùng nước rất rộng, vốn đối ứng lớn và chắc chắn; đề nghị hỗ trợ.'
	},
	dn3: {
		ballots: [80, 78, 82, 79, 81, 77, 83],
		opinion: 'Hồ sơ tốt, cần làm rõ căn cứ của giá trị đích; có thể dự phòng.'
	},
	dn8: {
		ballots: [76, 74, 78, 75, 77, 73, 79],
		opinion: 'Đơn vị có năng lực; nội dung phù hợp hơn với bộ tiêu chí đánh giá phòng thử nghiệm.'
	},
	dn7: {
		ballots: [66, 64, 68, 65, 67, 63, 69],
		opinion: 'Nội dung nghiêng về nghiên cứu, nên đề xuất thành nhiệm vụ khoa học và công nghệ.'
	},
	dn4: {
		ballots: [62, 60, 64, 61, 63, 59, 65],
		opinion: 'Không thuộc danh mục ngành trọng tâm; hiệu quả chủ yếu trong nội bộ đơn vị.',
		zero: ['priority_sector']
	}
};
const VALID = Object.keys(JUDGED);

const MISMATCH =
	'Danh mục phương tiện đo trong đơn không khớp với danh mục và giấy chứng nhận kèm theo: thiếu số sản xuất và giấy chứng nhận kiểm định.';

/** The round that is over: eight applied, two were helped, everything is published. */
export function firstMapRound(world: Demonstration): Happening[] {
	const year = String(world.year);
	const round: MapRound = { code: `MAP-${year}-1`, key: 'map1' };
	const { code } = round;
	const at = storyOf(code);
	return [
		at(147, 8, 'công bố', () =>
			announceMap(world, round, {
				title: {
					vi: `Hỗ trợ xây dựng Chương trình đảm bảo đo lường đợt 1 năm ${year}`,
					en: `Support for measurement assurance programmes, round 1 of ${year}`
				},
				contact: MEASUREMENT_CONTACT,
				summary: {
					vi: 'Hỗ trợ doanh nghiệp trong tỉnh khảo sát, xây dựng và thực hiện Chương trình đảm bảo đo lường.',
					en: 'Helps enterprises of the province to survey, build and run a measurement assurance programme.'
				},
				opensAt: world.instant(147),
				closesAt: world.deadline(110),
				envelope: 400_000_000n,
				fundSourceId: found(world.known.funds.get('map'), 'fund'),
				budgetYear: world.year
			})
		),
		...FIRMS.map((key, place) =>
			at(136 - place * 3, 9, `nộp hồ sơ ${key}`, () => applyForMap(world, round, key))
		),
		at(109, 8, 'mở hồ sơ', () => openAll(world, 'measurement', code)),
		at(108, 9, 'kiểm tra hợp lệ', async () => {
			for (const key of VALID) await judge(world, 'measurement', `map1.${key}`);
			for (const key of ['dn2', 'dn6']) {
				await judge(world, 'measurement', `map1.${key}`, {
					items: {
						instrument_certificates:
							'Không có số sản xuất và bản sao giấy chứng nhận của các phương tiện kê trong đơn.'
					},
					reason: MISMATCH
				});
			}
		}),
		...VALID.map((key, place) =>
			at(106 - place, 9, `khảo sát ${key}`, () => survey(world, round, key, 106 - place))
		),
		...mapCouncil(world, round, {
			decisionNo: '118/QĐ-SKHCN',
			days: { seat: 98, declare: 96, mark: 93, hold: 90 },
			interests: {
				lan: [
					{
						application: 'map1.dn5',
						kind: 'declared',
						ground: 'partiality',
						note: 'Chồng tôi là kế toán của Công ty CP Cấp nước Pleiku Trung, không tham gia hồ sơ.'
					}
				]
			},
			judged: JUDGED,
			conclusion:
				'Hội đồng thống nhất kết quả chấm; đề nghị chọn theo thứ tự điểm trong phạm vi kinh phí. Công ty Hội Phú nên tham gia theo bộ tiêu chí đánh giá phòng thử nghiệm.'
		}),
		at(95, 9, 'chủ tịch kết luận về kê khai', async () => {
			const councilId = found(world.known.councils.get(code), 'council');
			const declared = await world.app.db.read.councils.declarations(councilId);
			const one = found(
				declared.find(({ ground }) => ground === 'partiality'),
				'declaration'
			);
			done(
				await ruleConflict(await world.as('hanh'), {
					declarationId: one.id,
					ruling: 'allowed',
					note: 'Người thân không tham gia xây dựng hồ sơ, không hưởng lợi từ khoản hỗ trợ; được tham gia chấm.'
				})
			);
		}),
		at(86, 9, 'lựa chọn', () =>
			select(world, 'measurement', code, {
				'map1.dn8': {
					outcome: 'not_recommended',
					reason:
						'Chuyển sang nội dung áp dụng bộ tiêu chí quốc gia đánh giá các lĩnh vực đo lường (mục I.4 của Kế hoạch), phù hợp hơn với phòng thử nghiệm.'
				}
			})
		),
		at(80, 9, 'thẩm định', async () => {
			for (const key of ['dn1', 'dn5']) await appraise(world, `map1.${key}`);
		}),
		at(77, 9, 'kiểm tra', async () => {
			for (const key of ['dn1', 'dn5']) await verify(world, `map1.${key}`);
		}),
		at(74, 9, 'phê duyệt', async () => {
			for (const key of ['dn1', 'dn5']) await approve(world, `map1.${key}`);
		}),
		at(72, 9, 'công bố kết quả', async () => {
			const { version } = found(await world.app.db.read.calls.findByCode(code), code);
			done(await issueResult(await world.as('director'), { callCode: code, version }));
		})
	];
}

/** The round that is open today: one has submitted, two are writing. */
export function secondMapRound(world: Demonstration): Happening[] {
	const year = String(world.year);
	const round: MapRound = { code: `MAP-${year}-2`, key: 'map2' };
	const at = storyOf(round.code);
	return [
		at(20, 8, 'công bố', () =>
			announceMap(world, round, {
				title: {
					vi: `Hỗ trợ xây dựng Chương trình đảm bảo đo lường đợt 2 năm ${year}`,
					en: `Support for measurement assurance programmes, round 2 of ${year}`
				},
				contact: MEASUREMENT_CONTACT,
				summary: {
					vi: 'Đợt đang nhận hồ sơ. Doanh nghiệp chưa được chọn ở đợt 1 có thể nộp lại sau khi bổ sung.',
					en: 'Open now. Enterprises not selected in round 1 may apply again.'
				},
				opensAt: world.instant(20),
				closesAt: world.deadline(-15),
				envelope: 300_000_000n,
				fundSourceId: found(world.known.funds.get('map.next'), 'fund'),
				budgetYear: world.year + 1
			})
		),
		at(6, 9, 'nộp hồ sơ dn2', () => applyForMap(world, round, 'dn2')),
		at(3, 14, 'bản nháp dn4', () =>
			draftForMap(world, round, 'dn4', ['company', 'activity', 'instruments', 'needs'])
		),
		at(2, 14, 'bản nháp dn6', () => draftForMap(world, round, 'dn6', ['company', 'activity']))
	];
}
