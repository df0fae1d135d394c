import { formatDateTimeSeconds, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { formatFileSize } from '#lib/i18n/formats/file-size.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { ReceiptContent } from '#lib/contracts/records/receipt-content.ts';
import { FIRST_LETTERHEAD } from '#lib/domain/office/letterhead.ts';
import { facts, heading, table } from '#lib/domain/papers/blocks.ts';
import type { Block, Fact, Paper } from '#lib/domain/papers/paper.ts';
import type { CopyStanding } from '#lib/domain/workflow/copy-standing.ts';
import { paperHead } from './letterhead.ts';

/** What is said at the head of a copy that does not simply stand; official papers are Vietnamese. */
const STANDING: Readonly<Record<CopyStanding, string>> = {
	in_force: '',
	being_replaced: '',
	replaced: m.results_copy_replaced({}, { locale: 'vi' }),
	withdrawn: m.results_copy_withdrawn({}, { locale: 'vi' }),
	invalid: m.results_copy_invalid({}, { locale: 'vi' })
};

/** The receipt of a submission as a paper: what was received, when, and the mark of its content. */
export function receiptPaper(stored: ReceiptContent, standing: CopyStanding): Paper {
	const receivedAt = new Date(stored.receivedAt);
	const letterhead = stored.letterhead ?? FIRST_LETTERHEAD;
	const documents = stored.documents.map(({ label, name, size, sha256 }, index) => [
		String(index + 1),
		label === undefined ? name : `${label.vi}: ${name}`,
		formatFileSize(BigInt(size), 'vi'),
		sha256
	]);
	return {
		head: paperHead(letterhead, receivedAt, null),
		letters: 'small',
		landscape: false,
		title: { name: 'Giấy tiếp nhận hồ sơ', subject: `Mã hồ sơ: ${stored.code}`, reference: '' },
		blocks: [
			...(STANDING[standing] === ''
				? []
				: [{ kind: 'frame', strong: true, lines: [STANDING[standing]] } as const]),
			facts(receiptFacts(stored, receivedAt)),
			heading('section', 'Tài liệu đã nhận'),
			...(stored.sealed === undefined ? [documentTable(documents)] : [sealedNote(stored.sealed)]),
			{
				kind: 'frame',
				strong: false,
				lines: ['Mã băm SHA-256 của bộ hồ sơ đã nộp:', stored.contentHash]
			},
			...(stored.checkpoint ? [checkpointFrame(stored.checkpoint)] : []),
			{
				kind: 'code',
				says: receiptMark(stored),
				notes: [
					`${letterhead.officeInText} xác nhận đã nhận hồ sơ nộp trực tuyến ghi trên. Tính hợp lệ của hồ sơ được xem xét khi mở hồ sơ.`,
					'Giấy do hệ thống lập, không cần chữ ký. Mã QR chứa mã hồ sơ và mã băm ghi trên giấy này.'
				]
			}
		],
		recipients: [],
		annexes: []
	};
}

function documentTable(rows: string[][]): Block {
	return table('Tài liệu đã nhận', {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Tài liệu', align: 'left', share: 4 },
			{ title: 'Dung lượng', align: 'right', share: 0 },
			{ title: 'SHA-256', align: 'left', share: 5 }
		],
		rows,
		total: []
	});
}

function sealedNote({ files, size }: NonNullable<ReceiptContent['sealed']>): Block {
	return {
		kind: 'frame',
		strong: false,
		lines: [
			`Hồ sơ niêm phong: ${files} tệp, tổng dung lượng ${formatFileSize(BigInt(size), 'vi')}. Tên tệp, nội dung và kinh phí chỉ đọc được sau khi mở hồ sơ.`
		]
	};
}

/** The log that the submission was written behind, so that its rewriting shows on paper. */
function checkpointFrame({ origin, size, root, at }: NonNullable<ReceiptContent['checkpoint']>): Block {
	return {
		kind: 'frame',
		strong: false,
		lines: [
			`Điểm kiểm tra nhật ký gần nhất trước khi nhận: ${size} dòng, ${formatDateTimeSeconds(new Date(at), 'vi')}, mã ${root.slice(0, 8)}`,
			root,
			origin
		]
	};
}

function receiptFacts(stored: ReceiptContent, receivedAt: Date): Fact[] {
	const money = (label: string, amount: string | null): Fact[] =>
		amount === null ? [] : [{ label, text: formatDong(BigInt(amount), 'vi') }];
	const last = stored.lastOperation;
	return [
		{ label: 'Tổ chức nộp:', text: stored.organisation.name },
		{ label: 'Mã số thuế:', text: stored.organisation.taxCode },
		{ label: 'Người nộp:', text: stored.submitter.name },
		{ label: 'Nội dung:', text: stored.title },
		{ label: 'Đợt:', text: `${stored.call.code}, ${stored.call.title}` },
		{ label: 'Lần nộp:', text: String(stored.revision) },
		...(last
			? [
					{
						label: 'Lần ghi cuối có trong hồ sơ:',
						text: `${formatDateTimeSeconds(new Date(last.at), 'vi')}, mã ${last.id}`
					}
				]
			: []),
		{ label: 'Thời điểm nhận:', text: formatDateTimeSeconds(receivedAt, 'vi') },
		{ label: 'Hạn nộp của đợt:', text: formatDeadline(new Date(stored.closesAt), 'vi') },
		...(stored.window === undefined
			? []
			: [
					{
						label: 'Hạn riêng của hồ sơ:',
						text: `${formatDeadline(new Date(stored.window.until), 'vi')}, theo Quyết định số ${stored.window.decision}`
					}
				]),
		...money('Đề nghị ngân sách:', stored.requested),
		...money('Đối ứng:', stored.own)
	];
}

/** What the QR code of a receipt says to whoever reads it, without signing in anywhere. */
export function receiptMark({ code, contentHash }: Pick<ReceiptContent, 'code' | 'contentHash'>): string {
	return `${code} SHA-256 ${contentHash}`;
}
