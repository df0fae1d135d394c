import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong, formatFraction2 } from '#lib/i18n/formats/figures.ts';
import { formatPhone } from '#lib/i18n/formats/phone.ts';
import { tieSentence } from '#lib/i18n/tie-words.ts';
import { noticePaper } from '#lib/domain/papers/notice.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import type { Issuing } from './issuing.ts';
import { paperHead } from './letterhead.ts';
import type { ResultCase, ResultFacts } from './result-facts.ts';

const OUTCOME: Readonly<Record<string, string>> = {
	approved: 'được phê duyệt hỗ trợ',
	rejected: 'không được phê duyệt kinh phí',
	screened_out: 'không qua vòng sơ tuyển',
	reserve: 'trong danh sách dự phòng',
	not_recommended: 'không được chọn trong đợt này',
	invalid: 'không hợp lệ, không đưa ra hội đồng'
};

/** Aggregated points only: the mean of the council, never a ballot and never a name. */
function scoreSentences({ tally, lot, threshold }: ResultCase): string[] {
	if (tally?.mean === null || tally?.mean === undefined) return [];
	const limit = threshold === undefined ? '' : `; ngưỡng đạt ${threshold.value} điểm (${threshold.citation})`;
	const final =
		tally.final !== null && formatFraction2(tally.final, 'vi') !== formatFraction2(tally.mean, 'vi')
			? ` Điểm xếp hạng sau khi cộng điểm của tổ chức đề xuất: ${formatFraction2(tally.final, 'vi')}.`
			: '';
	const rank =
		tally.rank === null ? '' : ` Hồ sơ xếp thứ ${tally.rank} trong các hồ sơ đăng ký nhiệm vụ ${lot.code}.`;
	return [`Điểm trung bình của hội đồng: ${formatFraction2(tally.mean, 'vi')} điểm${limit}.${final}${rank}`];
}

/** How its place among equals was decided, with the figures; the others are not named to an applicant. */
function tieSentences({ application, ties }: ResultCase): string[] {
	return ties.map(({ decision, criterion, vote }) => {
		const others = decision.between.filter((id) => id !== application.id);
		const nameOf = (id: string): string => {
			if (id === application.id) return `hồ sơ ${application.code ?? ''}`;
			return others.length === 1 ? 'hồ sơ khác' : `hồ sơ khác (${String(others.indexOf(id) + 1)})`;
		};
		const said = `Xét thứ tự: ${tieSentence(decision, { nameOf, criterion, locale: 'vi' })}`;
		if (vote === undefined) return said;
		return `${said} Có ${String(vote.for)} phiếu tán thành, ${String(vote.against)} phiếu không tán thành.`;
	});
}

/** The contact of the call, in brackets, as far as it is known. */
function reachedAt({ person, phone, email }: CallContact): string {
	const parts = [
		person,
		phone === '' ? '' : `điện thoại ${formatPhone(phone)}`,
		email === '' ? '' : `thư điện tử ${email}`
	].filter((part) => part !== '');
	return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Thông báo kết quả gửi tổ chức đăng ký, with aggregated scores and reasons and no reviewer's identity. */
export function resultLetter(
	row: ResultCase,
	facts: ResultFacts,
	decisionNumber: string,
	{ letterhead, signing, at }: Issuing
): Paper {
	const { application, organisation, approved, chosen, rejection } = row;
	const calledUp = approved !== undefined && chosen?.outcome === 'reserve';
	const why = rejection ?? (calledUp ? '' : (chosen?.reason ?? ''));
	const outcome = OUTCOME[application.state] ?? 'đã được xem xét';
	return noticePaper({
		head: paperHead(letterhead, at),
		subject: `Kết quả xét chọn hồ sơ ${application.code ?? ''} của ${organisation.name}`,
		paragraphs: [
			`${letterhead.officeInText} thông báo để ${organisation.name} biết kết quả xét chọn hồ sơ mã ${application.code ?? ''}, “${application.title}”, tại đợt ${facts.call.code}, ${facts.call.title.vi}.`,
			`Kết quả: hồ sơ ${outcome}.`,
			...scoreSentences(row),
			...tieSentences(row),
			...(why === '' ? [] : [`Lý do: ${/[.!?…]$/.test(why) ? why : `${why}.`}`]),
			...(approved === undefined
				? []
				: [
						`Kinh phí hỗ trợ từ ngân sách nhà nước: ${formatDong(approved, 'vi')} (Bằng chữ: ${dongInWords(approved)}), theo Quyết định số ${decisionNumber}.`,
						'Đề nghị quý đơn vị liên hệ đơn vị chuyên môn của Sở để ký hợp đồng thực hiện.'
					]),
			`Quý đơn vị có thể xem chi tiết hồ sơ và thông báo này trên hệ thống. Kiến nghị, phản ánh về kết quả gửi ${letterhead.officeInText}${reachedAt(facts.call.contact)}.`,
			`Trường hợp không đồng ý với kết quả, quý đơn vị có quyền khiếu nại đến Giám đốc ${letterhead.officeInText} theo Luật Khiếu nại, hoặc khởi kiện tại Tòa án theo Luật Tố tụng hành chính.`
		],
		recipients: [organisation.name, 'Lưu: VT'],
		signature: signing.letter
	});
}
