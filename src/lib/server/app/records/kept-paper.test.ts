import { expect, it } from 'vitest';
import { heading, paragraph, table } from '#lib/domain/papers/blocks.ts';
import { noticePaper } from '#lib/domain/papers/notice.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import { keptPaper } from './kept-paper.ts';
import { paperOf } from './paper-of.ts';

const notice = noticePaper({
	head: {
		superior: '',
		issuer: '',
		number: '',
		about: '',
		place: 'Gia Lai',
		day: 'ngày 01 tháng 02 năm 2026'
	},
	subject: 'Kết quả',
	paragraphs: ['Hồ sơ hợp lệ.'],
	recipients: ['Công ty TNHH Cà phê Ia Hrung', 'Lưu: VT'],
	signature: { onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: '' }
});

it('keeps a paper so that it is read back with its number', () => {
	const read = paperOf({ content: keptPaper(notice), numberText: '03/TB-SKHCN' });
	expect(read).toEqual({ ...notice, head: { ...notice.head, number: '03/TB-SKHCN' } });
	expect(read.recipients).toEqual(['Công ty TNHH Cà phê Ia Hrung;', 'Lưu: VT.']);
});

it('keeps nothing that is not a paper', () => {
	const ragged = table('', { columns: [], rows: [['1']], total: [] });
	const wrong: readonly [string, Paper][] = [
		['heading_last', { ...notice, recipients: [], blocks: [heading('section', 'I. Trống')] }],
		['table_ragged', { ...notice, recipients: [], blocks: [paragraph('Gồm:'), ragged] }],
		['recipients_unsigned', { ...notice, blocks: [paragraph('Không ai ký.')] }]
	];
	for (const [problem, paper] of wrong) expect(() => keptPaper(paper)).toThrow(problem);
});
