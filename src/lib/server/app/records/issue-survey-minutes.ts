import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { formatDateTime, formatLongDate } from '#lib/i18n/formats/dates.ts';
import { facts, heading, list, paragraphs, table } from '#lib/domain/papers/blocks.ts';
import type { PaperTable } from '#lib/domain/papers/paper.ts';
import { minutesPaper } from '#lib/domain/papers/minutes.ts';
import type { SurveyChecked, SurveyGroup } from '#lib/domain/intake/survey.ts';
import type { OfficeCase } from '../cases/intake/load-case.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keptPaper } from './kept-paper.ts';
import { letterheadAt, paperHead } from './letterhead.ts';
import type { RecordRow } from './ports.ts';

/**
 * Biên bản khảo sát, drawn from the finished survey: what the council reads and what is signed on paper. Its files are
 * named with their SHA-256, so that the minutes say which ones they were.
 */
export async function issueSurveyMinutes(
	tx: Tx,
	ctx: Context,
	{ application, call, lot }: Pick<OfficeCase, 'application' | 'call' | 'lot'>,
	survey: SurveyChecked,
	groups: readonly SurveyGroup[]
): Promise<RecordRow> {
	const at = await tx.clock.now();
	const letterhead = await letterheadAt(tx, at);
	const files = (await tx.uploads.documents(application.id)).filter(({ itemKey }) => itemKey === SURVEY_ITEM);
	const recorder = ctx.actor.kind === 'person' ? ctx.actor : undefined;
	const subject = `Khảo sát hồ sơ ${application.code}: ${application.organisationName}`;
	const signature = { onBehalf: [], hint: '(Ký, ghi rõ họ tên)' };
	return tx.records.issue(
		{
			kind: 'survey_minutes',
			series: 'BB',
			callId: call.id,
			lotId: lot.id,
			applicationId: application.id,
			organisationId: application.organisationId,
			issuedBy: actorId(ctx.actor),
			content: keptPaper(
				minutesPaper({
					head: paperHead(letterhead, at),
					subject,
					opening: [
						`Ngày khảo sát: ${formatLongDate(survey.heldOn, 'vi')}. ${letterhead.officeInText} khảo sát tại cơ sở của ${application.organisationName}, hồ sơ “${application.title}” thuộc đợt ${call.code}.`
					],
					body: [
						heading('section', 'I. Thành phần'),
						...list(linesOf(survey.participants)),
						heading('section', 'II. Kết quả khảo sát'),
						...(groups.length === 0 ? [] : [table(subject, findingsOf(survey, groups))]),
						heading('section', 'III. Kết luận'),
						...paragraphs(survey.conclusion.split('\n').filter((line) => line.trim() !== '')),
						...(files.length === 0
							? []
							: [
									heading('section', 'IV. Tài liệu kèm theo'),
									facts(
										files.map(({ fileName, sha256 }) => ({ label: fileName, text: `SHA-256 ${sha256}` })),
										true
									)
								])
					],
					closing: `Biên bản được lập lúc ${formatDateTime(at, 'vi')} từ dữ liệu khảo sát và lưu nguyên trạng.`,
					signatures: [
						{ ...signature, title: 'ĐẠI DIỆN TỔ CHỨC', name: '' },
						{ ...signature, title: 'NGƯỜI LẬP BIÊN BẢN', name: recorder?.name ?? '' }
					]
				})
			)
		},
		letterhead.letters
	);
}

const linesOf = (text: string): string[] =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

function findingsOf({ findings }: SurveyChecked, groups: readonly SurveyGroup[]): PaperTable {
	const found = new Map(findings.map(({ groupKey, finding }) => [groupKey, finding]));
	return {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Nội dung khảo sát', align: 'left', share: 2 },
			{ title: 'Kết quả', align: 'left', share: 3 }
		],
		rows: groups.map(({ key, label }, index) => [String(index + 1), label.vi, found.get(key) ?? '']),
		total: []
	};
}
