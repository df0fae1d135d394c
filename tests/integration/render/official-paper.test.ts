import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { paragraph } from '#lib/domain/papers/blocks.ts';
import { withNumber } from '#lib/domain/papers/with-number.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import { checkPdf } from '#lib/server/scan/check-pdf.ts';
import { drawOfficial, renderOfficial } from '#lib/server/render/official-paper.ts';
import { flatText, textOfDrawing } from './read-drawing.ts';
import { samplePapers, withTexts } from './sample-papers.ts';
import type { SampleKind } from './sample-papers.ts';

const at = new Date('2026-04-21T03:00:00Z');
const kinds = Object.keys(samplePapers) as SampleKind[];

describe.each(kinds)('%s', (kind) => {
	const paper: Paper = samplePapers[kind];

	it('is a whole PDF/A-2a, the same bytes for the same record', async () => {
		const first = renderOfficial(paper, at);
		const again = renderOfficial(paper, at);
		expect(await checkPdf(first)).toEqual({ ok: true, value: undefined });
		const text = Buffer.from(first).toString('latin1');
		expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
		expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
		expect(sha256(again)).toBe(sha256(first));
	});

	it('prints what looks like typst markup as it stands', () => {
		const hostile =
			'#eval("1+1") #panic() $x^2$ @ref <label> *b* _i_ [c] `d` // e /* f */ \\ ~ = - + / "q" \'r\' #image("/etc/passwd")';
		const drawn = drawOfficial(withTexts(paper, (text) => `${hostile} ${text}`));
		const words = flatText(drawn).toLowerCase();
		for (const piece of [
			'#eval("1+1")',
			'#panic()',
			'$x^2$',
			'@ref',
			'<label>',
			'*b*',
			'_i_',
			'[c]',
			'`d`',
			'//',
			'/*',
			'"q"',
			"'r'"
		]) {
			expect(words).toContain(piece);
		}
	});

	it('composes Vietnamese that came decomposed', () => {
		const composed = renderOfficial(paper, at);
		const decomposed = renderOfficial(
			withTexts(paper, (text) => text.normalize('NFD')),
			at
		);
		expect(sha256(decomposed)).toBe(sha256(composed));
	});

	it('bears empty and very long texts', () => {
		const empty = withTexts(paper, () => '');
		expect(renderOfficial(empty, at)).toBeInstanceOf(Uint8Array);
		const long = withTexts(paper, (text) => `${text} ${'x'.repeat(300)} ${'dài '.repeat(75)}`);
		expect(renderOfficial(long, at)).toBeInstanceOf(Uint8Array);
	});
});

describe('the layout of NĐ 30/2020', () => {
	const decision = flatText(drawOfficial(samplePapers.decision));

	it('opens with issuer, nation, number, place and date', () => {
		for (const text of [
			'UBND TỈNH GIA LAI',
			'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
			'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
			'Độc lập - Tự do - Hạnh phúc',
			'Số: 05/QĐ-SKHCN',
			'Gia Lai, ngày 21 tháng 4 năm 2026'
		]) {
			expect(decision).toContain(text);
		}
	});

	it('ends each basis with a semicolon and the last with a full stop', () => {
		expect(decision).toContain('ngày 11 tháng 11 năm 2011;');
		expect(decision).toContain('năm 2030”;');
		expect(decision).not.toContain(';;');
		expect(decision).toContain('Tiêu chuẩn Đo lường Chất lượng.');
	});

	it('numbers the articles and closes the text once with ./.', () => {
		expect(decision).toMatch(/Điều 1\..*Điều 2\..*Điều 3\./);
		expect(decision.split('./.')).toHaveLength(2);
		expect(decision).toContain('thi hành Quyết định này./.');
	});

	it('lists the recipients with semicolons and a full stop', () => {
		expect(decision).toMatch(/Nơi nhận: - Như Điều 3; .* - Lưu: VT, CCTĐC\./);
	});

	it('numbers pages from the second on', () => {
		const one = samplePapers.letter;
		const text = one.blocks.find((block) => block.kind === 'paragraph')?.text ?? '';
		const many = { ...one, blocks: Array.from({ length: 60 }, () => paragraph(text)) };
		const numbers = (paper: Paper): string[] =>
			textOfDrawing(drawOfficial(paper)).filter((said) => /^\d$/.test(said.trim()));
		expect(numbers(one)).toEqual([]);
		expect(numbers(many).map(Number)).toEqual([2, 3, 4].slice(0, numbers(many).length));
		expect(numbers(many).length).toBeGreaterThan(1);
	});

	it('leaves room for a number that is not given yet', () => {
		const open = flatText(drawOfficial(withNumber(samplePapers.decision, '')));
		expect(open).toMatch(/Số: *\//);
		expect(flatText(drawOfficial(samplePapers.receipt))).not.toContain('Số:');
	});

	it('says at the head of an annex what it goes with', () => {
		expect(decision).toContain('(Kèm theo Quyết định số 05/QĐ-SKHCN ngày 21 tháng 4 năm 2026)');
	});
});

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
