import { describe, expect, it } from 'vitest';
import { calendarDate } from '../shared/period.ts';
import { delegationProblems, signatureOf, signerFor } from './paper-signer.ts';
import type { PaperSigner } from './paper-signer.ts';

const day = calendarDate;
const none = { documentNo: '', documentOn: null, lastDay: null };
const row = (over: Partial<PaperSigner> & { startsOn: string; endsOn?: string }) => ({
	paper: 'every' as const,
	manner: 'chief' as const,
	title: 'Giám đốc',
	fullName: 'Trần Quốc Dũng',
	...none,
	...over,
	startsOn: day(over.startsOn),
	endsOn: over.endsOn === undefined ? null : day(over.endsOn)
});

describe('the block of a signature', () => {
	it.each([
		['chief', 'Giám đốc', []],
		['for_chief', 'Phó Giám đốc', ['KT. GIÁM ĐỐC']],
		['by_order', 'Trưởng phòng Quản lý khoa học', ['TL. GIÁM ĐỐC']],
		['authorised', 'Chánh Văn phòng', ['TUQ. GIÁM ĐỐC']]
	] as const)('%s', (manner, title, onBehalf) => {
		expect(signatureOf({ manner, title, fullName: 'Rơ Châm H’Lan' })).toEqual({
			onBehalf,
			title: title.toLocaleUpperCase('vi'),
			hint: '',
			name: 'Rơ Châm H’Lan'
		});
	});
});

describe('who signs a paper', () => {
	const rows = [
		row({ startsOn: '2026-01-01' }),
		row({
			paper: 'decision',
			manner: 'for_chief',
			fullName: 'Phó',
			startsOn: '2026-06-01',
			endsOn: '2026-07-01'
		}),
		row({ paper: 'decision', fullName: 'Quyền', startsOn: '2026-07-01', lastDay: day('2026-07-10') })
	];
	it.each([
		['decision', '2025-12-31', undefined],
		['decision', '2026-05-31', 'Trần Quốc Dũng'],
		['decision', '2026-06-01', 'Phó'],
		['decision', '2026-07-01', 'Quyền'],
		['decision', '2026-07-10', 'Quyền'],
		['decision', '2026-07-11', 'Trần Quốc Dũng'],
		['result_letter', '2026-06-15', 'Trần Quốc Dũng']
	] as const)('%s of %s', (paper, on, name) => {
		expect(signerFor(rows, paper, day(on))?.fullName).toBe(name);
	});
});

describe('how somebody is to sign', () => {
	const from = day('2026-12-02');
	const codes = (signer: Parameters<typeof delegationProblems>[0]) =>
		delegationProblems(signer, from).map(({ code, field }) => `${code} ${field ?? ''}`);
	const document = { documentNo: '12/GUQ-SKHCN', documentOn: day('2026-12-01') };

	it('needs no document of the chief and of a deputy', () => {
		expect(codes({ manner: 'chief', ...none })).toEqual([]);
		expect(codes({ manner: 'for_chief', ...none })).toEqual([]);
	});
	it('needs one by order and by authority, and an end of an authority', () => {
		const both = ['signer_document_missing documentNo', 'signer_document_missing documentOn'];
		expect(codes({ manner: 'by_order', ...none })).toEqual(both);
		expect(codes({ manner: 'authorised', ...none })).toEqual([...both, 'signer_authority_endless lastDay']);
		expect(codes({ manner: 'by_order', ...document, lastDay: null })).toEqual([]);
		expect(codes({ manner: 'authorised', ...document, lastDay: from })).toEqual([]);
	});
	it('has its document before, and its end after', () => {
		expect(
			codes({ manner: 'authorised', ...document, documentOn: day('2026-12-03'), lastDay: day('2026-12-01') })
		).toEqual(['signer_document_late documentOn', 'signer_authority_over lastDay']);
	});
});
