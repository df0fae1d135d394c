/**
 * Papers of the formats that were stored before a record kept its blocks: one function a kind, each in the words that
 * its paper had. No record is written in these formats any more.
 */
import {
	addressees,
	closed,
	ended,
	facts,
	heading,
	list,
	paragraphs,
	signatures,
	table
} from '#lib/domain/papers/blocks.ts';
import { decisionPaper } from '#lib/domain/papers/decision.ts';
import { minutesPaper } from '#lib/domain/papers/minutes.ts';
import { noticePaper } from '#lib/domain/papers/notice.ts';
import type { Block, Paper, PaperHead, PaperTitle } from '#lib/domain/papers/paper.ts';
import type { OldContent } from '#lib/contracts/records/old-contents.ts';

type Old<F extends OldContent['format']> = Extract<OldContent, { format: F }>;
type OldDecision = Old<'chuan.decision/1' | 'chuan.decision/2'>;
type OldTallyMinutes = Old<'chuan.tally_minutes/1' | 'chuan.tally_minutes/2'>;
type OldMinutes = Old<'chuan.opening_minutes/1' | 'chuan.survey_minutes/1'> | OldTallyMinutes;

export function oldPaper(content: OldContent): Paper {
	switch (content.format) {
		case 'chuan.decision/1':
		case 'chuan.decision/2':
			return decision(content);
		case 'chuan.letter/1':
			return letter(content);
		case 'chuan.notice/1':
			return noticePaper({ ...content, head: headOf(content) });
		case 'chuan.opening_minutes/1':
			return openingMinutes(content);
		case 'chuan.survey_minutes/1':
			return surveyMinutes(content);
		case 'chuan.tally_minutes/1':
		case 'chuan.tally_minutes/2':
			return tallyMinutes(content);
	}
}

function headOf(
	{ superior, issuer, placeAndDate }: Pick<OldContent, 'superior' | 'issuer' | 'placeAndDate'>,
	about = ''
): PaperHead {
	const [place = '', ...day] = placeAndDate.split(', ');
	return { superior, issuer, number: '', about, place, day: day.join(', ') };
}

const titled = (name: string, subject: string): PaperTitle => ({ name, subject, reference: '' });

function decision(content: OldDecision): Paper {
	const { subject } = content;
	const annex = content.format === 'chuan.decision/2' ? content.annex : null;
	return decisionPaper({
		head: headOf(content),
		subject,
		authority: content.authority,
		bases: [...content.bases, content.proposal],
		articles: content.articles.map((article) => [
			...paragraphs(article.paragraphs),
			...(article.table === undefined ? [] : [table(subject, article.table)]),
			...paragraphs(article.after ?? [])
		]),
		recipients: content.recipients,
		signature: content.signature,
		annexes:
			annex === null
				? []
				: [
						{
							title: titled('Phụ lục', annex.subject),
							landscape: true,
							blocks: [table(annex.subject, annex.table), ...paragraphs(annex.after)]
						}
					]
	});
}

function letter(content: Old<'chuan.letter/1'>): Paper {
	return {
		head: headOf(content, content.about),
		letters: 'ordinary',
		landscape: false,
		title: titled('', ''),
		blocks: [
			addressees(content.addressees),
			...closed(paragraphs([...content.paragraphs, ...content.after])),
			signatures([content.signature])
		],
		recipients: ended(content.recipients),
		annexes: []
	};
}

function minutes(content: OldMinutes, body: readonly Block[]): Paper {
	return minutesPaper({ ...content, head: headOf(content), body });
}

function openingMinutes(content: Old<'chuan.opening_minutes/1'>): Paper {
	return minutes(content, [
		heading('section', 'I. Thành phần tham dự'),
		facts(content.attendees),
		heading('section', 'II. Kết quả mở hồ sơ'),
		table(content.subject, content.dossiers),
		heading('section', 'III. Kết luận'),
		...paragraphs(content.conclusions)
	]);
}

function surveyMinutes(content: Old<'chuan.survey_minutes/1'>): Paper {
	return minutes(content, [
		heading('section', 'I. Thành phần'),
		facts(content.attendees),
		heading('section', 'II. Kết quả khảo sát'),
		...(content.findings === null ? [] : [table(content.subject, content.findings)]),
		heading('section', 'III. Kết luận'),
		...paragraphs(content.conclusions),
		...(content.files.length === 0
			? []
			: [heading('section', 'IV. Tài liệu kèm theo'), facts(content.files, true)])
	]);
}

function tallyMinutes(content: OldTallyMinutes): Paper {
	const attended = content.format === 'chuan.tally_minutes/2' ? content : null;
	return minutes(content, [
		heading('section', attended === null ? 'I. Thông tin phiên họp' : 'I. Thành phần tham dự'),
		facts(content.facts),
		...(attended === null ? [] : [table('Thành phần tham dự', attended.members)]),
		heading('section', 'II. Kết quả kiểm phiếu'),
		...content.applications.flatMap(({ heading: name, ballots, steps }, index): Block[] => [
			heading('part', `${index + 1}. ${name}`),
			table(name, ballots),
			...list(steps)
		]),
		heading('section', 'III. Xếp hạng'),
		table('Xếp hạng', content.ranking),
		...list(attended?.ties ?? []),
		heading('section', 'IV. Kết luận'),
		...paragraphs(content.conclusions)
	]);
}
