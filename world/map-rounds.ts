import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { ruleConflict } from '#lib/server/app/councils/rule-conflict.ts';
import { recordSurvey } from '#lib/server/app/intake/record-survey.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { attachFiles, fillAnswers, submit } from './fill-dossier.ts';
import { firmOf, mapAnswers, mapFiles } from './map-answers.ts';
import { appraise, approve, verify } from './money.ts';
import { announce, declare, hold, judge, mark, openAll, seat, select } from './rounds.ts';
import type { Seat } from './rounds.ts';

const FIRMS = ['dn1', 'dn2', 'dn3', 'dn4', 'dn5', 'dn6', 'dn7', 'dn8'] as const;
const VALID = ['dn1', 'dn5', 'dn3', 'dn8', 'dn7', 'dn4'] as const;

const COUNCIL: readonly Seat[] = [
	['hanh', 'chair'],
	['tuan', 'vice_chair'],
	['duy', 'reviewer'],
	['yblang', 'reviewer'],
	['lan', 'scientific_secretary'],
	['huong', 'member'],
	['ngoc', 'member'],
	['chi', 'administrative_secretary']
];
const MARKING = COUNCIL.slice(0, 7).map(([key]) => key);

/** Totals in the order of the council. */
const BALLOTS: Readonly<Record<(typeof VALID)[number], readonly number[]>> = {
	dn1: [90, 88, 86, 91, 87, 85, 89],
	dn5: [84, 86, 88, 85, 87, 83, 89],
	dn3: [80, 78, 82, 79, 81, 77, 83],
	dn8: [76, 74, 78, 75, 77, 73, 79],
	dn7: [66, 64, 68, 65, 67, 63, 69],
	dn4: [62, 60, 64, 61, 63, 59, 65]
};

const OPINIONS: Readonly<Record<(typeof VALID)[number], string>> = {
	dn1: 'Vấn đề đo rõ, liên quan đến nhiều hộ; mục tiêu đo được; đề nghị hỗ trợ.',
	dn5: 'Tác động đến người dùng nước rất rộng, vốn đối ứng lớn và chắc chắn; đề nghị hỗ trợ.',
	dn3: 'Hồ sơ tốt, cần làm rõ căn cứ của giá trị đích; có thể dự phòng.',
	dn8: 'Đơn vị có năng lực; nội dung phù hợp hơn với bộ tiêu chí đánh giá phòng thử nghiệm.',
	dn7: 'Nội dung nghiêng về nghiên cứu, nên đề xuất thành nhiệm vụ khoa học và công nghệ.',
	dn4: 'Không thuộc danh mục ngành trọng tâm; hiệu quả chủ yếu trong nội bộ đơn vị.'
};

const MISMATCH =
	'Danh mục phương tiện đo trong đơn không khớp với danh mục và giấy chứng nhận kèm theo: thiếu số sản xuất và giấy chứng nhận kiểm định.';

const people = async (world: Demonstration, key: string): Promise<[string, string]> => {
	const names = await world.app.db.read.identity.namesOf(
		['rep', 'editor'].map((side) => found(world.known.accounts.get(`${key}.${side}`), key).personId)
	);
	const name = (side: string): string =>
		names.get(found(world.known.accounts.get(`${key}.${side}`), key).personId) ?? '';
	return [name('rep'), name('editor')];
};

async function apply(world: Demonstration, round: string, callCode: string, key: string): Promise<string> {
	const firm = firmOf(key);
	const organisation = found(world.known.organisations.get(key), key);
	const editor = await world.as(`${key}.editor`);
	const { id } = done(await createApplication(editor, { callCode, organisationId: organisation.id }));
	world.known.applications.set(`${round}.${key}`, id);
	const names = await people(world, key);
	await fillAnswers(editor, id, mapAnswers(world, firm, names));
	await attachFiles(editor, id, await mapFiles(world, firm, organisation.name, names[0]));
	return id;
}

async function survey(world: Demonstration, key: string, daysBefore: number): Promise<void> {
	const firm = firmOf(key);
	const definition = found(await world.app.db.read.definitions.latest('MAP'), 'definition');
	const findings = surveyGroups(definition.document).map(({ key: groupKey, label }, at) => ({
		groupKey,
		finding:
			firm.conf[at] === 'M'
				? `${label.vi}: đúng như đơn vị tự đánh giá, đã xem hồ sơ và hiện trường.`
				: `${label.vi}: xác nhận điểm chưa đạt mà đơn vị đã nêu; cần thực hiện đúng thời hạn trong đơn.`
	}));
	const names = (await people(world, key)).join(', ');
	done(
		await recordSurvey(await world.as('measurement'), {
			applicationId: found(world.known.applications.get(`map1.${key}`), key),
			heldOn: world.day(daysBefore),
			participants: `Chi cục TĐC: Nguyễn Thị Thanh Tâm, Đỗ Minh Tuấn; đơn vị: ${names}`,
			findings,
			conclusion: `Hiện trạng phù hợp với hồ sơ. Vấn đề chính: ${firm.critical}; ${firm.overdue}.`,
			finish: true
		})
	);
}

/** The round that is over: eight applied, two were helped, everything is published. */
export function firstMapRound(world: Demonstration): Happening[] {
	const code = `MAP-${String(world.year)}-1`;
	const at = (daysBefore: number, hour: number, what: string, run: () => Promise<void>): Happening => ({
		daysBefore,
		hour,
		what: `${code}: ${what}`,
		run
	});
	const each = (
		keys: readonly string[],
		from: number,
		step: number,
		what: string,
		run: (key: string, day: number) => Promise<void>
	) =>
		keys.map((key, place) =>
			at(from - place * step, 9, `${what} ${key}`, () => run(key, from - place * step))
		);
	return [
		at(147, 8, 'công bố', () =>
			announce(world, 'measurement', {
				programme: 'MAP',
				code,
				draft: {
					title: {
						vi: `Hỗ trợ xây dựng Chương trình đảm bảo đo lường đợt 1 năm ${String(world.year)}`,
						en: `Support for measurement assurance programmes, round 1 of ${String(world.year)}`
					},
					summary: {
						vi: 'Hỗ trợ doanh nghiệp trong tỉnh khảo sát, xây dựng và thực hiện Chương trình đảm bảo đo lường.',
						en: 'Helps enterprises of the province to survey, build and run a measurement assurance programme.'
					},
					opensAt: world.instant(147),
					closesAt: world.instant(110),
					envelope: 400_000_000n,
					fundSourceId: found(world.known.funds.get('map'), 'fund'),
					budgetYear: world.year
				}
			})
		),
		...each(FIRMS, 136, 3, 'nộp hồ sơ', async (key) => {
			const id = await apply(world, 'map1', code, key);
			await submit(await world.as(`${key}.rep`), id);
		}),
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
		...each(VALID, 106, 1, 'khảo sát', (key, day) => survey(world, key, day)),
		at(98, 8, 'lập hội đồng', () => seat(world, 'measurement', code, '118/QĐ-SKHCN', COUNCIL)),
		at(96, 9, 'cam kết, kê khai', async () => {
			for (const key of COUNCIL.map(([member]) => member)) {
				await declare(
					world,
					code,
					key,
					key === 'lan'
						? [
								{
									application: 'map1.dn5',
									kind: 'declared',
									ground: 'partiality',
									note: 'Chồng tôi là kế toán của Công ty CP Cấp nước Pleiku Trung, không tham gia hồ sơ.'
								}
							]
						: []
				);
			}
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
		...MARKING.map((member, seatNo) =>
			at(93, 8 + seatNo, `phiếu của ${member}`, async () => {
				for (const key of VALID) {
					const total = BALLOTS[key][seatNo] ?? 0;
					const zero = key === 'dn4' ? ['priority_sector'] : [];
					await mark(world, code, member, `map1.${key}`, { total, comment: OPINIONS[key], zero });
				}
			})
		),
		at(90, 8, 'họp hội đồng', () =>
			hold(world, code, code, {
				secretary: 'lan',
				lead: 'hanh',
				present: MARKING,
				conclusion:
					'Hội đồng thống nhất kết quả chấm; đề nghị chọn theo thứ tự điểm trong phạm vi kinh phí. Công ty Hội Phú nên tham gia theo bộ tiêu chí đánh giá phòng thử nghiệm.'
			})
		),
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
	const code = `MAP-${String(world.year)}-2`;
	return [
		{
			daysBefore: 20,
			hour: 8,
			what: `${code}: công bố`,
			run: () =>
				announce(world, 'measurement', {
					programme: 'MAP',
					code,
					draft: {
						title: {
							vi: `Hỗ trợ xây dựng Chương trình đảm bảo đo lường đợt 2 năm ${String(world.year)}`,
							en: `Support for measurement assurance programmes, round 2 of ${String(world.year)}`
						},
						summary: {
							vi: 'Đợt đang nhận hồ sơ. Doanh nghiệp chưa được chọn ở đợt 1 có thể nộp lại sau khi bổ sung.',
							en: 'Open now. Enterprises not selected in round 1 may apply again.'
						},
						opensAt: world.instant(20),
						closesAt: world.instant(-15),
						envelope: 300_000_000n,
						fundSourceId: found(world.known.funds.get('map.next'), 'fund'),
						budgetYear: world.year + 1
					}
				})
		},
		{
			daysBefore: 6,
			hour: 9,
			what: `${code}: nộp hồ sơ dn2`,
			run: async () => {
				const id = await apply(world, 'map2', code, 'dn2');
				await submit(await world.as('dn2.rep'), id);
			}
		},
		...(['dn4', 'dn6'] as const).map((key, at) => ({
			daysBefore: 3 - at,
			hour: 14,
			what: `${code}: bản nháp ${key}`,
			run: async () => {
				const firm = firmOf(key);
				const organisationId = found(world.known.organisations.get(key), key).id;
				const editor = await world.as(`${key}.editor`);
				const { id } = done(await createApplication(editor, { callCode: code, organisationId }));
				world.known.applications.set(`map2.${key}`, id);
				const { company, activity, instruments, needs } = mapAnswers(world, firm, await people(world, key));
				const half = key === 'dn4' ? { company, activity, instruments, needs } : { company, activity };
				await fillAnswers(
					editor,
					id,
					Object.fromEntries(
						Object.entries(half).flatMap(([section, typed]) =>
							typed === undefined ? [] : [[section, typed]]
						)
					)
				);
			}
		}))
	];
}
