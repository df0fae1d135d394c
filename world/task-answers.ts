import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SourceTotals } from '#lib/domain/budgets/engine.ts';
import { addDays, addMonths, calendarDate } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { found } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';
import type { TypedAnswers, TypedFile, TypedRow } from './fill-dossier.ts';
import { budgetOf } from './money.ts';
import type { SampleBudget } from './money.ts';
import { formatCivilDate, paper } from './papers.ts';

export interface TaskApplicant {
	readonly lot: string;
	readonly org: string;
	readonly variant: 'applied_research' | 'trial_production';
	readonly months: number;
	readonly field: string;
	readonly title: string;
	readonly objective: string;
	readonly specific: string;
	readonly problem: string;
	readonly contents: readonly (readonly [title: string, work: string, result: string])[];
	readonly products: readonly (readonly [name: string, unit: string, quality: string, quantity: string])[];
	readonly docs: readonly (readonly [name: string, requirement: string, quantity: string])[];
	readonly users: readonly (readonly [organisation: string, use: string])[];
	readonly coop: readonly (readonly [
		name: string,
		taxCode: string,
		commune: string,
		representative: string,
		work: string
	])[];
	readonly leader: readonly [name: string, degree: string, position: string];
	readonly team: readonly string[];
	/** The applicant of a sample budget, where a lot has several. */
	readonly budget?: string;
}

const tasks = JSON.parse(await readFile(path.join(import.meta.dirname, 'tasks.json'), 'utf8')) as Readonly<
	Record<string, TaskApplicant>
>;

export function taskOf(key: string): TaskApplicant {
	return found(tasks[key], `task ${key}`);
}

export const sampleBudgetOf = (task: TaskApplicant): SampleBudget => budgetOf(task.lot, task.budget);

interface LabourLine {
	readonly labour?: { readonly role: string; readonly persons: number; readonly effort: string };
}

/** The people as the labour lines count them: names in order, the leader and the secretary first. */
function memberRows(task: TaskApplicant, organisation: string): TypedRow[] {
	const names = [task.leader[0], ...task.team];
	const rows: TypedRow[] = [];
	for (const { labour } of sampleBudgetOf(task).requested as readonly LabourLine[]) {
		if (labour === undefined) continue;
		for (let person = 0; person < labour.persons; person += 1) {
			const place = rows.length;
			rows.push({
				full_name: found(names[place], `person ${String(place + 1)} of ${task.lot}`),
				degree:
					labour.role === 'leader' ? task.leader[1] : labour.role === 'technician' ? 'college' : 'master',
				organisation,
				role: labour.role,
				work: task.contents[place % task.contents.length]?.[0] ?? '',
				effort: labour.effort
			});
		}
	}
	return rows;
}

const dotted = (amount: bigint): string => String(amount).replace(/\B(?=(\d{3})+$)/g, '.');

/** Steps one after the other over the whole time; the last takes what the division leaves, so that all adds up. */
function stepRows(task: TaskApplicant, start: CalendarDate, total: bigint): TypedRow[] {
	const count = task.contents.length;
	const share = total / BigInt(count);
	return task.contents.map(([work, , result], at) => ({
		work,
		result,
		from: formatCivilDate(addMonths(start, Math.floor((task.months * at) / count))),
		to: formatCivilDate(addDays(addMonths(start, Math.floor((task.months * (at + 1)) / count)), -1)),
		responsible: task.leader[0],
		cost: dotted(at === count - 1 ? total - share * BigInt(count - 1) : share)
	}));
}

/** The form of a task. The budget stands in its own tables and is saved before. */
export function taskAnswers(
	world: Demonstration,
	task: TaskApplicant,
	organisation: string,
	totals: SourceTotals
): TypedAnswers {
	const start = calendarDate(`${String(world.year + 1)}-01-01`);
	const end = addDays(addMonths(start, task.months), -1);
	const research = task.variant === 'applied_research';
	const total = totals.state + totals.own;
	const email = `${task.org}@demo.chuan.test`;
	return {
		general: {
			science_field: task.field,
			months: String(task.months),
			start: formatCivilDate(start),
			end: formatCivilDate(end),
			spending_method: sampleBudgetOf(task).khoanMethod === 'in_parts' ? 'partial' : 'final_product',
			summary: `${task.problem} ${task.objective}`
		},
		people: {
			leader_name: task.leader[0],
			leader_degree: task.leader[1],
			leader_position: `${task.leader[2]}, ${organisation}`,
			leader_phone: '0914 567 890',
			leader_email: email,
			leader_active: 'yes',
			leader_other_task: 'no',
			leader_late: 'no',
			leader_excellent: 'no',
			members: memberRows(task, organisation)
		},
		organisations: {
			host_capacity: `${organisation} có nhân lực, thiết bị và địa điểm để thực hiện: ${task.specific}`,
			host_blocked: 'no',
			cooperating: task.coop.map(([name, tax_code, commune, representative, work]) => ({
				name,
				tax_code,
				commune,
				representative,
				work
			}))
		},
		objectives: {
			general_objective: task.objective,
			specific_objectives: task.specific,
			...(research
				? {
						overview_abroad:
							'Các nước sản xuất lớn đã có phương pháp đo thống nhất, mẫu chuẩn và so sánh liên phòng hằng năm; kết quả gắn với hợp đồng mua bán.',
						overview_domestic: `Trong nước đã có quy trình kiểm định, nhưng chưa có nghiên cứu cho điều kiện của Gia Lai. ${task.problem}`,
						necessity: `${task.problem} Nhiệm vụ giải quyết bằng cách: ${task.objective}`
					}
				: {
						technology_origin:
							'Kết quả thử nghiệm nội bộ của đơn vị trong hai năm, được đơn vị phối hợp đánh giá.',
						technology_market:
							'Tỉnh có hơn 300 cửa hàng xăng dầu; chưa có hệ thống giám sát sai số và hạn kiểm định dùng chung.',
						novelty: 'Thu xung trực tiếp từ cột đo, bù nhiệt độ và cảnh báo theo mô hình sai số của từng cột.'
					}),
			references:
				'Luật Đo lường 2011; TT 23/2013/TT-BKHCN và các sửa đổi; các ĐLVN liên quan; báo cáo của Chi cục TĐC ba năm gần nhất.'
		},
		content: {
			contents: task.contents.map(([title, work, result], at) => ({
				title,
				work,
				result,
				main_member: found(task.team[at + 1] ?? task.team[0], 'main member')
			})),
			...(research
				? {
						methods:
							'Khảo sát thực địa, thử nghiệm đối chứng, phân tích phương sai, ước lượng độ không đảm bảo đo theo GUM; mỗi kết quả được kiểm tra độc lập.'
					}
				: {
						plan: 'Thử nghiệm tại bốn cửa hàng trong ba tháng, hoàn thiện rồi triển khai ở 12 cửa hàng; thiết bị lắp tại xưởng của đơn vị.'
					}),
			measurement_assurance:
				'Phương tiện đo dùng trong nhiệm vụ được hiệu chuẩn, liên kết với chuẩn quốc gia; độ không đảm bảo đo được ước lượng và ghi trong báo cáo.',
			...(task.coop.length > 0
				? {
						coordination: 'Hai bên họp mỗi quý, phân công theo phụ lục hợp đồng phối hợp, số liệu dùng chung.'
					}
				: {})
		},
		schedule: { steps: stepRows(task, start, total) },
		products: {
			form_1: task.products.map(([name, unit, quality, quantity]) => ({ name, unit, quality, quantity })),
			form_2: task.docs.map(([name, requirement, quantity]) => ({ name, requirement, quantity })),
			form_3: [{ kind: 'article', name: 'Bài báo trên tạp chí khoa học trong nước', quantity: '1' }]
		},
		application: {
			demand: task.problem,
			addresses: task.users.map(([name, use]) => ({ organisation: name, use })),
			transfer: 'Bàn giao quy trình, tập huấn tại chỗ và theo dõi sáu tháng sau nghiệm thu.',
			scope: 'Trong tỉnh, sau đó giới thiệu cho các tỉnh Tây Nguyên.',
			effects: `${task.specific} Kết quả giúp mua bán, quản lý dựa trên số đo đúng.`
		},
		equipment: {
			list: [
				{
					name: 'Thiết bị đo và phòng thử hiện có của đơn vị',
					specification: 'Còn trong hạn hiệu chuẩn',
					source: 'existing',
					quantity: '1'
				}
			]
		},
		...(research
			? {}
			: {
					business: {
						output: [
							{ product: task.products[0]?.[0] ?? '', unit: 'bộ', quantity: '150', price: '9.500.000' }
						],
						production_cost: '1.180.000.000',
						payback_months: '30',
						market_plan:
							'Lắp cho 41 cột của công ty, sau đó chào cho các thương nhân xăng dầu trong tỉnh kèm dịch vụ theo dõi.'
					}
				}),
		funding: {
			...(totals.own > 0n
				? {
						own_sources: [
							{
								kind: 'capital',
								holder: organisation,
								amount: dotted(totals.own),
								proof: 'Báo cáo tài chính, văn bản cam kết'
							}
						]
					}
				: {}),
			double_funding: 'no'
		}
	};
}

export function taskFiles(
	world: Demonstration,
	task: TaskApplicant,
	organisation: string,
	own: bigint
): TypedFile[] {
	const signer = task.leader[0];
	const file = (itemKey: string, title: string, ...paragraphs: string[]): TypedFile => ({
		itemKey,
		fileName: `${itemKey.replaceAll('_', '-')}.pdf`,
		content: paper(world, { organisation, title, subtitle: task.title, paragraphs, signer })
	});
	const description = task.variant === 'applied_research' ? 'description_research' : 'description_project';
	return [
		file(
			'legal_status',
			'Tài liệu chứng minh tư cách pháp nhân',
			`${organisation} được thành lập và hoạt động theo pháp luật.`
		),
		file('application_form', 'Đơn đăng ký chủ trì thực hiện nhiệm vụ', task.objective),
		file(
			description,
			'Thuyết minh nhiệm vụ',
			task.problem,
			task.objective,
			task.specific,
			...task.contents.map(([title, work]) => `${title}: ${work}`)
		),
		file(
			'organisation_record',
			'Tóm tắt hoạt động khoa học và công nghệ',
			`${organisation} đã thực hiện các công việc liên quan trong năm năm gần đây.`
		),
		file('leader_cv', 'Lý lịch khoa học của chủ nhiệm', `${signer}, ${task.leader[2]}.`),
		file('member_cvs', 'Lý lịch khoa học của thành viên', task.team.join('; ')),
		...(task.coop.length > 0
			? [
					file(
						'cooperation',
						'Giấy xác nhận phối hợp',
						...task.coop.map(([name, , , , work]) => `${name}: ${work}`)
					)
				]
			: []),
		...(own > 0n
			? [
					file(
						'financial_statements',
						'Báo cáo tài chính hai năm gần nhất',
						'Bản sao có xác nhận của đơn vị.'
					),
					file(
						'own_plan',
						'Phương án huy động vốn đối ứng',
						`Tổng vốn đối ứng ${dotted(own)} đồng từ vốn tự có.`
					)
				]
			: [])
	];
}
