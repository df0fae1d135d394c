import { SCIENCE_CONTACT } from './call-contact.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { replaceApplication } from '#lib/server/app/applications/replace-application.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { acceptProposal, declineProposal } from '#lib/server/app/proposals/decide-proposal.ts';
import { done, found, storyOf } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { attachFiles, fillAnswers, submit } from './fill-dossier.ts';
import { paper } from './papers.ts';
import { announce, judge, openAll } from './rounds.ts';

interface Proposed {
	readonly name: string;
	/** Key of the variant. */
	readonly type: string;
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

const PROPOSED = JSON.parse(
	await readFile(path.join(import.meta.dirname, 'proposals.json'), 'utf8')
) as Readonly<Record<string, Proposed>>;

/** Of whom, and which; the application is known as `proposal.<subject>`. */
interface Proposer {
	readonly organisation: string;
	readonly subject: string;
}

async function begin(world: Demonstration, callCode: string, { organisation, subject }: Proposer) {
	const { id: organisationId, name } = found(world.known.organisations.get(organisation), organisation);
	const editor = await world.as(`${organisation}.editor`);
	const { id } = done(await createApplication(editor, { callCode, organisationId }));
	world.known.applications.set(`proposal.${subject}`, id);
	return { id, editor, organisationName: name, said: found(PROPOSED[subject], subject) };
}

const need = (said: Proposed) => ({
	name: said.name,
	task_type: said.type,
	urgency: said.urgency,
	overlap:
		'Đã tra cứu kết quả nhiệm vụ trên cơ sở dữ liệu quốc gia; chưa có nhiệm vụ trùng lặp tại Tây Nguyên.'
});

const work = (said: Proposed) => ({
	objectives: said.objectives,
	contents: said.contents,
	products: [{ name: said.product, requirement: said.requirement, quantity: '1' }]
});

/** Written and submitted. */
async function propose(world: Demonstration, callCode: string, proposer: Proposer): Promise<void> {
	const { id, editor, organisationName, said } = await begin(world, callCode, proposer);
	await fillAnswers(editor, id, {
		need: need(said),
		work: work(said),
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
				organisation: organisationName,
				title: 'Phiếu đề xuất nhiệm vụ khoa học và công nghệ',
				subtitle: said.name,
				paragraphs: [said.urgency, said.objectives, said.contents],
				signer: 'Người đại diện'
			})
		}
	]);
	await submit(await world.as(`${proposer.organisation}.rep`), id);
}

/** Begun, and not submitted: its representative finds it waiting. */
async function draft(world: Demonstration, callCode: string, proposer: Proposer): Promise<void> {
	const { id, editor, said } = await begin(world, callCode, proposer);
	await fillAnswers(editor, id, { need: need(said), work: work(said) });
}

const versionOf = async (world: Demonstration, subject: string) => {
	const id = found(world.known.applications.get(`proposal.${subject}`), subject);
	return { id, version: found(await world.app.db.read.applications.find(id), subject).version };
};

/** Submitted, and opened again for a better version while the call is open. */
async function reopen(world: Demonstration, { organisation, subject }: Proposer): Promise<void> {
	const ctx = await world.as(`${organisation}.rep`);
	done(await replaceApplication(ctx, await versionOf(world, subject)));
}

async function decline(world: Demonstration, subject: string, reason: string): Promise<void> {
	const { id: applicationId, version } = await versionOf(world, subject);
	done(await declineProposal(await world.as('science'), { applicationId, version, reason }));
}

/** Makes a valid proposal a task of a draft call's list. */
export async function acceptIntoList(
	world: Demonstration,
	callCode: string,
	{ proposal, ...lot }: { readonly proposal: string; readonly lotCode: string; readonly variant: string }
): Promise<void> {
	const { id: applicationId, version } = await versionOf(world, proposal);
	const callId = found(await world.app.db.read.calls.findByCode(callCode), callCode).id;
	done(await acceptProposal(await world.as('science'), { applicationId, version, callId, ...lot }));
}

/** A call for proposals: no money of its own, so neither envelope nor source. */
function publish(
	world: Demonstration,
	code: string,
	name: { readonly vi: string; readonly en: string },
	window: { readonly from: number; readonly to: number }
): Happening {
	const year = String(world.year);
	return storyOf(code)(window.from, 8, 'công bố', () =>
		announce(world, 'science', {
			programme: 'PROPOSAL',
			code,
			draft: {
				title: {
					vi: `Đề xuất nhiệm vụ khoa học và công nghệ ${name.vi} năm ${year}`,
					en: `Proposals of science and technology tasks, ${name.en} of ${year}`
				},
				contact: SCIENCE_CONTACT,
				summary: {
					vi: 'Tổ chức, cá nhân đề xuất vấn đề cần nghiên cứu; đề xuất được chấp nhận vào danh mục đặt hàng.',
					en: 'Organisations and persons propose what needs research; accepted proposals enter the list of tasks.'
				},
				opensAt: world.instant(window.from),
				closesAt: world.deadline(window.to),
				envelope: null,
				fundSourceId: null,
				budgetYear: null
			}
		})
	);
}

/** An earlier round, of which one proposal became a task; and the one that takes proposals today. */
export function proposalRounds(world: Demonstration): Happening[] {
	const year = String(world.year);
	const [first, second] = [`PROPOSAL-${year}-1`, `PROPOSAL-${year}-2`];
	const before = storyOf(first);
	const now = storyOf(second);
	const sugar = { organisation: 'dn3', subject: 'sugar' };
	const comparison = { organisation: 'dn3', subject: 'polComparison' };
	return [
		publish(world, first, { vi: 'đợt 1', en: 'round 1' }, { from: 150, to: 115 }),
		before(140, 14, 'đề xuất dn3', () => propose(world, first, sugar)),
		before(114, 9, 'mở đề xuất', () => openAll(world, 'science', first)),
		before(113, 9, 'kiểm tra', () => judge(world, 'science', 'proposal.sugar')),
		before(69, 9, 'kết thúc', async () => {
			const { version } = found(await world.app.db.read.calls.findByCode(first), first);
			done(await issueResult(await world.as('director'), { callCode: first, version }));
		}),
		publish(world, second, { vi: 'đợt 2', en: 'round 2' }, { from: 30, to: -45 }),
		now(13, 10, 'đề xuất dn3', () => propose(world, second, comparison)),
		now(12, 10, 'đề xuất dn8', () => propose(world, second, { organisation: 'dn8', subject: 'heavyMetals' })),
		now(5, 10, 'đề xuất dn7', () => propose(world, second, { organisation: 'dn7', subject: 'flowByImage' })),
		now(4, 9, 'bản nháp dn1', () =>
			draft(world, second, { organisation: 'dn1', subject: 'coffeeReference' })
		),
		now(3, 9, 'dn3 thay thế', () => reopen(world, comparison))
	];
}

/** Just opened: one proposal to be checked, one to be decided on, one declined. */
export function openedProposalRound(world: Demonstration): Happening[] {
	const code = `PROPOSAL-${String(world.year)}-BS`;
	const at = storyOf(code);
	return [
		publish(world, code, { vi: 'đợt bổ sung', en: 'supplementary round' }, { from: 44, to: 13 }),
		at(24, 14, 'đề xuất dn4', () => propose(world, code, { organisation: 'dn4', subject: 'woodDrying' })),
		at(20, 14, 'đề xuất dn2', () => propose(world, code, { organisation: 'dn2', subject: 'latex' })),
		at(16, 14, 'đề xuất dn5', () => propose(world, code, { organisation: 'dn5', subject: 'waterMeters' })),
		at(12, 9, 'mở đề xuất', () => openAll(world, 'science', code)),
		at(10, 9, 'kiểm tra', async () => {
			for (const subject of ['woodDrying', 'latex']) await judge(world, 'science', `proposal.${subject}`);
		}),
		at(7, 15, 'từ chối dn4', () =>
			decline(
				world,
				'woodDrying',
				'Kết quả chỉ dùng trong một nhà máy, thiết bị cùng loại đã có bán trên thị trường: đây là đầu tư của đơn vị, chưa phải nhiệm vụ sử dụng ngân sách. Đơn vị có thể nộp hồ sơ Chương trình đảm bảo đo lường để được hỗ trợ hiệu chuẩn đầu dò.'
			)
		)
	];
}
