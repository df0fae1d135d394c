import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { acceptProposal } from '#lib/server/app/proposals/decide-proposal.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { attachFiles, fillAnswers, submit } from './fill-dossier.ts';
import { paper } from './papers.ts';
import { announce, judge, openAll } from './rounds.ts';
import { taskOf } from './task-answers.ts';

interface Proposed {
	readonly name: string;
	readonly urgency: string;
	readonly objectives: string;
	readonly contents: string;
	readonly product: string;
	readonly requirement: string;
	readonly user: string;
	readonly commune: string;
	readonly months: string;
	readonly state: string;
	readonly own: string;
	readonly host: 'yes' | 'no';
}

const sugar = taskOf('gl03a');

const PROPOSED: Readonly<Record<string, Proposed>> = {
	dn3: {
		name: sugar.title,
		urgency: sugar.problem,
		objectives: sugar.objective,
		contents: sugar.contents.map(([title, work]) => `${title}: ${work}`).join('\n'),
		product: 'Quy trình xác định CCS bằng cận hồng ngoại',
		requirement: 'Sai lệch không quá 0,2 CCS so với phương pháp chuẩn',
		user: 'Các nhà máy đường tại Gia Lai',
		commune: '24044',
		months: '24',
		state: '1.250.000.000',
		own: '900.000.000',
		host: 'yes'
	},
	dn8: {
		name: 'Xây dựng chương trình so sánh liên phòng về kim loại nặng trong nước sinh hoạt tại Gia Lai',
		urgency:
			'Năm phòng thử nghiệm trong tỉnh cho kết quả chì, asen chênh nhau đến 30 %; chưa có chương trình so sánh nào tại chỗ.',
		objectives: 'Có chương trình so sánh liên phòng hằng năm với mẫu được đánh giá đồng nhất, ổn định.',
		contents: 'Chế tạo mẫu, tổ chức hai vòng so sánh, tập huấn xử lý kết quả.',
		product: 'Chương trình so sánh liên phòng',
		requirement: 'Tối thiểu năm phòng tham gia, mẫu ổn định ba tháng',
		user: 'Các phòng thử nghiệm trong tỉnh',
		commune: '23586',
		months: '18',
		state: '640.000.000',
		own: '80.000.000',
		host: 'yes'
	},
	dn7: {
		name: 'Nghiên cứu xác định lưu lượng dòng chảy tối thiểu bằng ảnh và học máy tại các đập nhỏ',
		urgency:
			'Nhiều đập nhỏ không có chỗ lắp cảm biến; cơ quan quản lý không kiểm tra được lưu lượng trả về hạ du.',
		objectives: 'Xác định lưu lượng từ ảnh với sai số không quá 10 %, kiểm chuẩn được tại chỗ.',
		contents: 'Thu thập ảnh theo mực nước, xây dựng mô hình, kiểm chuẩn bằng phép đo vận tốc.',
		product: 'Mô hình xác định lưu lượng từ ảnh',
		requirement: 'Sai số không quá 10 % ở ba vị trí thử',
		user: 'Chủ đập thủy điện nhỏ và cơ quan quản lý',
		commune: '23734',
		months: '18',
		state: '720.000.000',
		own: '200.000.000',
		host: 'yes'
	}
};

async function propose(world: Demonstration, callCode: string, key: string): Promise<void> {
	const said = found(PROPOSED[key], key);
	const organisation = found(world.known.organisations.get(key), key);
	const editor = await world.as(`${key}.editor`);
	const { id } = done(await createApplication(editor, { callCode, organisationId: organisation.id }));
	world.known.applications.set(`proposal.${key}`, id);
	await fillAnswers(editor, id, {
		need: {
			name: said.name,
			task_type: 'applied_research',
			urgency: said.urgency,
			overlap:
				'Đã tra cứu kết quả nhiệm vụ trên cơ sở dữ liệu quốc gia; chưa có nhiệm vụ trùng lặp tại Tây Nguyên.'
		},
		work: {
			objectives: said.objectives,
			contents: said.contents,
			products: [{ name: said.product, requirement: said.requirement, quantity: '1' }]
		},
		application: {
			use: `Kết quả được dùng ngay tại: ${said.user}.`,
			addresses: [{ organisation: said.user, commune: said.commune, use: said.product }],
			effects: 'Số đo thống nhất, giảm tranh chấp và chi phí đo lại; đào tạo được nhân lực tại chỗ.'
		},
		estimate: { months: said.months, state_cost: said.state, own_cost: said.own, willing_to_host: said.host },
		contact: { position: 'Phụ trách kỹ thuật', phone: '0914 234 567' }
	});
	await attachFiles(editor, id, [
		{
			itemKey: 'signed_form',
			fileName: 'phieu-de-xuat.pdf',
			content: paper(world, {
				organisation: organisation.name,
				title: 'Phiếu đề xuất nhiệm vụ khoa học và công nghệ',
				subtitle: said.name,
				paragraphs: [said.urgency, said.objectives, said.contents],
				signer: 'Người đại diện'
			})
		}
	]);
	await submit(await world.as(`${key}.rep`), id);
}

/** Makes a valid proposal a task of a draft call's list. */
export async function acceptIntoList(
	world: Demonstration,
	callCode: string,
	{ proposal, ...lot }: { readonly proposal: string; readonly lotCode: string; readonly variant: string }
): Promise<void> {
	const { read } = world.app.db;
	const applicationId = found(world.known.applications.get(proposal), proposal);
	const { version } = found(await read.applications.find(applicationId), proposal);
	const callId = found(await read.calls.findByCode(callCode), callCode).id;
	done(await acceptProposal(await world.as('science'), { applicationId, version, callId, ...lot }));
}

/** An earlier round, of which one proposal became a task; and the one that takes proposals today. */
export function proposalRounds(world: Demonstration): Happening[] {
	const code = (round: number): string => `PROPOSAL-${String(world.year)}-${String(round)}`;
	const publish = (round: number, from: number, to: number): Happening => ({
		daysBefore: from,
		hour: 8,
		what: `${code(round)}: công bố`,
		run: () =>
			announce(world, 'science', {
				programme: 'PROPOSAL',
				code: code(round),
				draft: {
					title: {
						vi: `Đề xuất nhiệm vụ khoa học và công nghệ đợt ${String(round)} năm ${String(world.year)}`,
						en: `Proposals of science and technology tasks, round ${String(round)} of ${String(world.year)}`
					},
					summary: {
						vi: 'Tổ chức, cá nhân đề xuất vấn đề cần nghiên cứu; đề xuất được chấp nhận vào danh mục đặt hàng.',
						en: 'Organisations and persons propose what needs research; accepted proposals enter the list of tasks.'
					},
					opensAt: world.instant(from),
					closesAt: world.instant(to),
					envelope: null,
					fundSourceId: null,
					budgetYear: null
				}
			})
	});
	return [
		publish(1, 150, 115),
		{ daysBefore: 140, hour: 14, what: `${code(1)}: đề xuất dn3`, run: () => propose(world, code(1), 'dn3') },
		{
			daysBefore: 114,
			hour: 9,
			what: `${code(1)}: mở đề xuất`,
			run: () => openAll(world, 'science', code(1))
		},
		{
			daysBefore: 113,
			hour: 9,
			what: `${code(1)}: kiểm tra`,
			run: () => judge(world, 'science', 'proposal.dn3')
		},
		{
			daysBefore: 69,
			hour: 9,
			what: `${code(1)}: kết thúc`,
			run: async () => {
				const { version } = found(await world.app.db.read.calls.findByCode(code(1)), code(1));
				done(await issueResult(await world.as('director'), { callCode: code(1), version }));
			}
		},
		publish(2, 30, -45),
		{ daysBefore: 12, hour: 10, what: `${code(2)}: đề xuất dn8`, run: () => propose(world, code(2), 'dn8') },
		{ daysBefore: 5, hour: 10, what: `${code(2)}: đề xuất dn7`, run: () => propose(world, code(2), 'dn7') }
	];
}
