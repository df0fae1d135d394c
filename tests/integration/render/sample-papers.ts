import { sampleAppraisal } from '#lib/domain/budgets/sample-budgets.fixture.ts';
import { budgetAnnex } from '#lib/server/app/records/budget-annex-paper.ts';
import { receiptPaper } from '#lib/server/app/records/receipt-paper.ts';
import { oldPaper } from '#lib/server/app/records/old-papers.ts';
import { withNumber } from '#lib/domain/papers/with-number.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import type { ReceiptContent } from '#lib/contracts/records/receipt-content.ts';
import { oldContents } from './old-samples.ts';

export const receipt: ReceiptContent = {
	format: 'chuan.receipt/1',
	code: 'MAP-2026-0001',
	revision: 2,
	receivedAt: '2026-04-06T09:59:58.120Z',
	closesAt: '2026-04-06T10:00:00.000Z',
	title: 'Xây dựng Chương trình đảm bảo đo lường',
	call: { code: 'MAP-2026-1', title: 'Hỗ trợ xây dựng Chương trình đảm bảo đo lường năm 2026 – đợt 1' },
	lot: { code: 'MAP-2026-1', title: 'Chương trình đảm bảo đo lường' },
	organisation: { name: 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', taxCode: '5999900016' },
	submitter: { name: 'Rơ Châm H’Lan' },
	requested: '180000000',
	own: '20000000',
	documents: [
		{
			item: 'application',
			label: { vi: 'Đơn đăng ký' },
			name: 'Đơn đăng ký.pdf',
			size: '1258291',
			sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
		},
		{
			item: 'instruments',
			name: 'Danh-muc-phuong-tien-do-ban-cuoi-cung-da-sua-lan-2.xlsx',
			size: '38912',
			sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
		}
	],
	contentHash: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
	lastOperation: { id: '7f3c', at: '2026-04-06T09:58:00.000Z' }
};

const old = (format: keyof typeof oldContents, number: string): Paper =>
	withNumber(oldPaper(oldContents[format]), number);

const signedAt = new Date('2026-04-21T03:00:00Z');

/** A paper of every kind, as long as a real one. */
export const samplePapers = {
	decision: old('chuan.decision/2', '05/QĐ-SKHCN'),
	letter: old('chuan.letter/1', '318/SKHCN-CCTĐC'),
	notice: old('chuan.notice/1', '13/TB-SKHCN'),
	receipt: receiptPaper(receipt, 'withdrawn'),
	'survey-minutes': old('chuan.survey_minutes/1', ''),
	'opening-minutes': old('chuan.opening_minutes/1', '12/BB-SKHCN'),
	'tally-minutes': old('chuan.tally_minutes/1', '21/BB-SKHCN'),
	'session-minutes': old('chuan.tally_minutes/2', '21/BB-SKHCN'),
	'budget-annex': budgetAnnex({
		code: 'TASK-2026-0003',
		title: 'Nghiên cứu hoàn thiện quy trình đo độ ẩm cà phê nhân',
		organisation: 'Công ty CP Mía đường Ayun Thượng',
		call: { code: 'TASK-2026-1', title: 'Tuyển chọn nhiệm vụ về đo lường năm 2026' },
		figures: sampleAppraisal('GL-DL-03'),
		khoan: { method: 'in_parts', amount: 796_800_000n },
		signed: [
			{ kind: 'prepared', name: 'Lê Thị Hồng Vân', at: signedAt },
			{ kind: 'verified', name: 'Trịnh Công Danh', at: signedAt },
			{ kind: 'verified', name: 'Rơ Châm H’Lan', at: signedAt },
			{ kind: 'approved', name: 'Trần Quốc Dũng', at: signedAt }
		],
		approvedAt: signedAt
	})
} satisfies Record<string, Paper>;

export type SampleKind = keyof typeof samplePapers;

/** Words that choose a look, not words of the paper. */
const LOOKS: ReadonlySet<string> = new Set(['kind', 'level', 'look', 'align', 'letters', 'caption', 'says']);

/** Changes every text that a paper prints, and nothing of its shape. */
export function withTexts(paper: Paper, change: (text: string) => string): Paper {
	return changed(paper, change) as Paper;
}

function changed(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((inner) => changed(inner, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, LOOKS.has(key) ? inner : changed(inner, change)])
	);
}

/** Every text that it prints, in the order of its blocks. */
export function textsOf(paper: Paper): string[] {
	const texts: string[] = [];
	withTexts(paper, (text) => {
		texts.push(text);
		return text;
	});
	return texts;
}
