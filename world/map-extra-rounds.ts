import { MEASUREMENT_CONTACT } from './call-contact.ts';
import { found, storyOf } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { mapCouncil } from './map-council.ts';
import type { Judged } from './map-council.ts';
import { announceMap, applyForMap, survey } from './map-dossiers.ts';
import type { MapRound } from './map-dossiers.ts';
import { appraise, decideOnLines, fewer, giveBack, verify } from './money.ts';
import { judge, openAll, select } from './rounds.ts';

const JUDGED: Readonly<Record<string, Judged>> = {
	hotieu: {
		ballots: [86, 84, 83, 87, 85, 82, 88],
		opinion: 'Vấn đề đo gắn với thu nhập của nhiều hộ thành viên; mẫu chuẩn nội bộ là cần thiết.'
	},
	dn3: {
		ballots: [84, 82, 85, 83, 82, 81, 86],
		opinion: 'Đã làm rõ căn cứ của giá trị đích so với đợt 1; đề nghị hỗ trợ.'
	},
	sauhung: {
		ballots: [78, 76, 80, 77, 79, 75, 81],
		opinion: 'Quy mô nhỏ nhưng là mẫu cho các điểm thu mua; kinh phí hợp lý.'
	}
};
const CHOSEN = Object.keys(JUDGED);

function announced(
	world: Demonstration,
	round: MapRound,
	extra: { readonly number: number; readonly from: number; readonly to: number; readonly envelope: bigint }
): Promise<void> {
	const year = String(world.year);
	const number = String(extra.number);
	return announceMap(world, round, {
		title: {
			vi: `Hỗ trợ xây dựng Chương trình đảm bảo đo lường, đợt bổ sung ${number} năm ${year}`,
			en: `Support for measurement assurance programmes, supplementary round ${number} of ${year}`
		},
		contact: MEASUREMENT_CONTACT,
		summary: {
			vi: 'Đợt bổ sung, ưu tiên hợp tác xã, hộ kinh doanh và cơ sở chế biến ở xã, phường.',
			en: 'A supplementary round; co-operatives, household businesses and local processors come first.'
		},
		opensAt: world.instant(extra.from),
		closesAt: world.deadline(extra.to),
		envelope: extra.envelope,
		fundSourceId: found(world.known.funds.get('map.extra'), 'fund'),
		budgetYear: world.year
	});
}

/**
 * Three were selected; their money is at each desk of the chain: one with the finance officer for the first time,
 * one given back by the head, one before the director.
 */
export function appraisedMapRound(world: Demonstration): Happening[] {
	const round: MapRound = { code: `MAP-${String(world.year)}-BS1`, key: 'extra1' };
	const { code } = round;
	const at = storyOf(code);
	return [
		at(70, 10, 'công bố', () =>
			announced(world, round, { number: 1, from: 70, to: 37, envelope: 300_000_000n })
		),
		...CHOSEN.map((key, place) =>
			at(46 - place * 2, 10, `nộp hồ sơ ${key}`, () => applyForMap(world, round, key))
		),
		at(36, 8, 'mở hồ sơ', () => openAll(world, 'measurement', code)),
		at(35, 9, 'kiểm tra hợp lệ', async () => {
			for (const key of CHOSEN) await judge(world, 'measurement', `extra1.${key}`);
		}),
		...CHOSEN.map((key, place) =>
			at(33 - place, 14, `khảo sát ${key}`, () => survey(world, round, key, 33 - place))
		),
		...mapCouncil(world, round, {
			decisionNo: '157/QĐ-SKHCN',
			days: { seat: 29, declare: 27, mark: 25, hold: 22 },
			judged: JUDGED,
			conclusion: 'Hội đồng thống nhất đề nghị hỗ trợ cả ba đơn vị trong phạm vi kinh phí của đợt.'
		}),
		at(18, 9, 'lựa chọn', () => select(world, 'measurement', code, {})),
		at(14, 9, 'thẩm định sauhung', () => appraise(world, 'extra1.sauhung')),
		at(10, 9, 'kiểm tra sauhung', () => verify(world, 'extra1.sauhung')),
		at(9, 14, 'thẩm định dn3', () => appraise(world, 'extra1.dn3')),
		at(5, 15, 'trả lại dn3', () =>
			giveBack(
				world,
				'extra1.dn3',
				'Dòng hiệu chuẩn phân cực kế, khúc xạ kế tính cho 10 thiết bị trong khi danh mục có thiết bị còn hạn đến sang năm; đề nghị đối chiếu lại khối lượng và trình lại.'
			)
		),
		at(3, 10, 'thẩm định hotieu', () =>
			decideOnLines(
				world,
				'extra1.hotieu',
				fewer('Lớp đo độ ẩm, dung trọng cho tổ thu mua', {
					quantity: '1',
					reason: 'THUA_KHOI_LUONG',
					note: 'Tổ thu mua có sáu người, một lớp là đủ.'
				})
			)
		)
	];
}

/** Just opened: one dossier to be checked, one to be visited, one visited. */
export function openedMapRound(world: Demonstration): Happening[] {
	const round: MapRound = { code: `MAP-${String(world.year)}-BS2`, key: 'extra2' };
	const { code } = round;
	const at = storyOf(code);
	return [
		at(43, 10, 'công bố', () =>
			announced(world, round, { number: 2, from: 43, to: 9, envelope: 250_000_000n })
		),
		...(['degi', 'gachankhe', 'suakbang'] as const).map((key, place) =>
			at(15 - place * 2, 11, `nộp hồ sơ ${key}`, () => applyForMap(world, round, key))
		),
		at(8, 8, 'mở hồ sơ', () => openAll(world, 'measurement', code)),
		at(6, 9, 'kiểm tra hợp lệ', async () => {
			for (const key of ['degi', 'gachankhe']) await judge(world, 'measurement', `extra2.${key}`);
		}),
		at(4, 14, 'khảo sát degi', () => survey(world, round, 'degi', 4))
	];
}

/** Closed, and still sealed: its dossiers wait for the officer to open them. */
export function sealedMapRound(world: Demonstration): Happening[] {
	const round: MapRound = { code: `MAP-${String(world.year)}-BS3`, key: 'extra3' };
	const at = storyOf(round.code);
	return [
		at(32, 10, 'công bố', () =>
			announced(world, round, { number: 3, from: 32, to: 1, envelope: 150_000_000n })
		),
		...(['dn4', 'dn7'] as const).map((key, place) =>
			at(12 - place * 3, 15, `nộp hồ sơ ${key}`, () => applyForMap(world, round, key))
		)
	];
}
