import { SCIENCE_CONTACT } from './call-contact.ts';
import { saveBudgetLines } from '#lib/server/app/budgets/save-budget-lines.ts';
import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { createCall } from '#lib/server/app/calls/create-call.ts';
import { done, found, storyOf } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { attachFiles, fillAnswers, submit } from './fill-dossier.ts';
import { appraise, approve, linesOf, verify } from './money.ts';
import { acceptIntoList } from './proposals.ts';
import { announce, declare, hold, judge, lotOf, mark, openAll, plan, seat, select } from './rounds.ts';
import type { Interest, Seat } from './rounds.ts';
import { sampleBudgetOf, taskAnswers, taskFiles, taskOf } from './task-answers.ts';

const COUNCIL: readonly Seat[] = [
	['khai', 'chair'],
	['hanh', 'vice_chair'],
	['duy', 'reviewer'],
	['yblang', 'reviewer'],
	['lan', 'scientific_secretary'],
	['huong', 'member'],
	['tuan', 'member'],
	['ngoc', 'member'],
	['long', 'member'],
	['chi', 'administrative_secretary']
];
const MARKING = COUNCIL.slice(0, 9).map(([key]) => key);

/** Totals in the order of the council. */
const FIRST_BALLOTS: Readonly<Record<string, readonly number[]>> = {
	gl01: [87, 85, 88, 90, 86, 84, 89, 83, 86],
	gl02: [80, 82, 78, 79, 81, 83, 84, 82, 77],
	gl05: [84, 86, 82, 83, 85, 81, 88, 80, 85]
};

const OPINION =
	'Mục tiêu rõ, sản phẩm đo được, nhân lực phù hợp; cần làm rõ thêm cách đánh giá độ không đảm bảo đo.';

/** A whole application of the sample, from the draft to the receipt. */
export async function applyForTask(world: Demonstration, callCode: string, key: string): Promise<void> {
	const task = taskOf(key);
	const organisation = found(world.known.organisations.get(task.org), task.org);
	const lot = await lotOf(world, callCode, task.lot);
	const editor = await world.as(`${task.org}.editor`);
	const { id } = done(
		await createApplication(editor, { callCode, lotId: lot.id, organisationId: organisation.id })
	);
	world.known.applications.set(key, id);
	const lines = linesOf(sampleBudgetOf(task));
	const { totals } = done(await saveBudgetLines(editor, { applicationId: id, lines, baseVersion: 0 }));
	await fillAnswers(editor, id, taskAnswers(world, task, organisation.name, totals));
	await attachFiles(editor, id, taskFiles(world, task, organisation.name, totals.own));
	await submit(await world.as(`${task.org}.rep`), id);
}

function listed(key: string): {
	code: string;
	title: { vi: string };
	variant: string;
	objectives: string;
	expectedProducts: string;
} {
	const { lot, title, variant, objective, products, docs } = taskOf(key);
	const expectedProducts = [...products, ...docs].map(([name]) => name).join('\n');
	return { code: lot, title: { vi: title }, variant, objectives: objective, expectedProducts };
}

const draftOf = (world: Demonstration, round: 1 | 2, from: number, to: number, envelope: bigint) => ({
	title: {
		vi: `Tuyển chọn tổ chức, cá nhân chủ trì nhiệm vụ khoa học và công nghệ đợt ${String(round)} năm ${String(world.year)}`,
		en: `Selection of hosts for science and technology tasks, round ${String(round)} of ${String(world.year)}`
	},
	contact: SCIENCE_CONTACT,
	summary: {
		vi: 'Danh mục nhiệm vụ đặt hàng về đo lường phục vụ sản xuất và đời sống.',
		en: 'Ordered tasks on measurement for production and life.'
	},
	opensAt: world.instant(from),
	closesAt: world.deadline(to),
	envelope,
	fundSourceId: found(world.known.funds.get(round === 1 ? 'task' : 'task.next'), 'fund'),
	budgetYear: round === 1 ? world.year : world.year + 1
});

/** Selected, and in the hands of the finance people: one approved, one verified, one put forward. */
export function firstTaskRound(world: Demonstration): Happening[] {
	const code = `TASK-${String(world.year)}-1`;
	const at = storyOf(code);
	const keys = ['gl01', 'gl02', 'gl05'] as const;
	return [
		at(128, 10, 'công bố', () =>
			announce(world, 'science', {
				programme: 'TASK',
				code,
				draft: draftOf(world, 1, 128, 90, 2_300_000_000n),
				lots: keys.map(listed)
			})
		),
		...keys.map((key, place) =>
			at(96 - place * 2, 15, `nộp hồ sơ ${key}`, () => applyForTask(world, code, key))
		),
		at(89, 10, 'mở hồ sơ', () => openAll(world, 'science', code)),
		at(88, 14, 'kiểm tra hợp lệ', async () => {
			for (const key of keys) await judge(world, 'science', key);
		}),
		at(84, 8, 'lập hội đồng', () => seat(world, 'science', code, '131/QĐ-SKHCN', COUNCIL)),
		at(82, 9, 'cam kết, kê khai', async () => {
			for (const [key] of COUNCIL) await declare(world, code, key);
		}),
		...MARKING.map((member, place) =>
			at(79, 8 + place, `phiếu của ${member}`, async () => {
				for (const key of keys)
					await mark(world, code, member, key, { total: FIRST_BALLOTS[key]?.[place] ?? 0, comment: OPINION });
			})
		),
		at(75, 8, 'họp hội đồng', async () => {
			for (const key of keys) {
				const { lot } = taskOf(key);
				await hold(world, code, lot, {
					secretary: 'lan',
					lead: 'khai',
					present: MARKING,
					conclusion: `Hội đồng đề nghị giao chủ trì nhiệm vụ ${lot} cho đơn vị xếp thứ nhất; hoàn thiện thuyết minh theo góp ý.`
				});
			}
		}),
		at(68, 9, 'lựa chọn', () => select(world, 'science', code, {})),
		at(62, 9, 'thẩm định GL-DL-01', () => appraise(world, 'gl01', sampleBudgetOf(taskOf('gl01')))),
		at(60, 9, 'kiểm tra GL-DL-01', () => verify(world, 'gl01')),
		at(57, 9, 'phê duyệt GL-DL-01', () => approve(world, 'gl01')),
		at(8, 9, 'thẩm định GL-DL-02', () => appraise(world, 'gl02', sampleBudgetOf(taskOf('gl02')))),
		at(4, 15, 'kiểm tra GL-DL-02', () => verify(world, 'gl02')),
		at(2, 10, 'thẩm định GL-DL-05', () => appraise(world, 'gl05', sampleBudgetOf(taskOf('gl05'))))
	];
}

const INTERESTS: Readonly<Record<string, readonly Interest[]>> = {
	huong: [
		{
			application: 'gl06',
			kind: 'blocking',
			ground: 'relative',
			note: "Rơ Châm H'Lan, thành viên chính của nhiệm vụ GL-DL-06, là em gái tôi."
		}
	],
	lan: [
		{
			application: 'gl04',
			kind: 'declared',
			ground: 'partiality',
			note: 'Chồng tôi là kế toán của Công ty CP Cấp nước Pleiku Trung, không phải thành viên thực hiện nhiệm vụ.'
		}
	]
};

type Sheet = readonly [
	member: string,
	application: string,
	total: number,
	state: 'submitted' | 'draft',
	zero?: readonly string[]
];

/** Where the nine are today: most of GL-DL-03 is in, the other lots have only begun. */
const SHEETS: readonly Sheet[] = [
	['duy', 'gl03a', 85, 'submitted'],
	['duy', 'gl03b', 83, 'submitted'],
	['yblang', 'gl03a', 80, 'submitted'],
	['yblang', 'gl03b', 80, 'submitted', ['feasibility']],
	['lan', 'gl03a', 76, 'submitted'],
	['huong', 'gl03a', 52, 'submitted'],
	['huong', 'gl03b', 79, 'submitted', ['feasibility']],
	['tuan', 'gl03a', 88, 'submitted'],
	['tuan', 'gl03b', 84, 'submitted'],
	['hanh', 'gl03a', 78, 'draft'],
	['lan', 'gl03b', 85, 'draft'],
	['duy', 'gl04', 82, 'submitted'],
	['tuan', 'gl04', 80, 'draft'],
	['yblang', 'gl06', 81, 'submitted'],
	['duy', 'gl06', 79, 'draft']
];

/** Being scored: undertakings, interests waiting for the chair, sheets half done, a session today. */
export function secondTaskRound(world: Demonstration): Happening[] {
	const code = `TASK-${String(world.year)}-2`;
	const at = storyOf(code);
	const keys = ['gl03a', 'gl03b', 'gl04', 'gl06'] as const;
	return [
		at(71, 8, 'công bố', () =>
			announce(world, 'science', {
				programme: 'TASK',
				code,
				draft: draftOf(world, 2, 71, 32, 3_000_000_000n),
				first: () =>
					acceptIntoList(world, code, {
						proposal: 'sugar',
						lotCode: 'GL-DL-03',
						variant: 'applied_research'
					}),
				lots: ['gl04', 'gl06'].map(listed)
			})
		),
		...keys.map((key, place) =>
			at(42 - place * 2, 15, `nộp hồ sơ ${key}`, () => applyForTask(world, code, key))
		),
		at(31, 10, 'mở hồ sơ', () => openAll(world, 'science', code)),
		at(30, 14, 'kiểm tra hợp lệ', async () => {
			for (const key of keys) await judge(world, 'science', key);
		}),
		at(24, 8, 'lập hội đồng', async () => {
			await seat(world, 'science', code, '164/QĐ-SKHCN', COUNCIL);
			const place = 'Phòng họp số 2, Sở Khoa học và Công nghệ';
			await plan(world, 'science', code, 'GL-DL-03', { daysBefore: 0, time: '14:00', place });
			await plan(world, 'science', code, 'GL-DL-04', { daysBefore: -1, time: '08:00', place });
			await plan(world, 'science', code, 'GL-DL-06', { daysBefore: -1, time: '14:00', place });
		}),
		...COUNCIL.filter(([key]) => key !== 'long').map(([key], place) =>
			at(21 - place, 10, `cam kết, kê khai của ${key}`, () => declare(world, code, key, INTERESTS[key]))
		),
		...SHEETS.map(([member, application, total, state, zero = []], place) =>
			at(11 - Math.floor(place / 2), 9 + (place % 2) * 4, `phiếu của ${member}`, () =>
				mark(world, code, member, application, { total, comment: OPINION, zero, draft: state === 'draft' })
			)
		)
	];
}

/** Next year's list, still a draft: where the accepted proposals become tasks. */
export function nextTaskList(world: Demonstration): Happening[] {
	const year = String(world.year + 1);
	const code = `TASK-${year}-1`;
	return [
		storyOf(code)(6, 14, 'lập dự thảo', async () => {
			const made = await createCall(await world.as('science'), {
				programme: 'TASK',
				code,
				draft: {
					title: {
						vi: `Tuyển chọn tổ chức, cá nhân chủ trì nhiệm vụ khoa học và công nghệ đợt 1 năm ${year}`,
						en: `Selection of hosts for science and technology tasks, round 1 of ${year}`
					},
					contact: SCIENCE_CONTACT,
					summary: {
						vi: 'Dự thảo danh mục nhiệm vụ, lập từ các đề xuất được chấp nhận.',
						en: 'Draft list of tasks, drawn up from the accepted proposals.'
					},
					opensAt: world.instant(-30),
					closesAt: world.deadline(-75),
					envelope: 2_000_000_000n,
					// Named when next year's estimates are given.
					fundSourceId: null,
					budgetYear: world.year + 1
				}
			});
			done(made);
		})
	];
}
