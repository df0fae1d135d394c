import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkPdf } from '#lib/server/scan/check-pdf.ts';
import {
	drawOfficial,
	renderOfficial,
	type OfficialContents,
	type OfficialKind
} from '#lib/server/render/official-document.ts';
import { flatText, textOfDrawing } from './read-drawing.ts';
import { sampleContents } from './sample-contents.ts';

const at = new Date('2026-04-21T03:00:00Z');
const kinds = Object.keys(sampleContents) as OfficialKind[];

/** Changes every text of a content, whatever its shape. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, key === 'align' ? inner : mapTexts(inner, change)])
	);
}

function withTexts<K extends OfficialKind>(kind: K, change: (text: string) => string): OfficialContents[K] {
	return mapTexts(sampleContents[kind], change) as OfficialContents[K];
}

describe.each(kinds)('%s', (kind) => {
	it('is a whole PDF/A-2a, the same bytes for the same record', async () => {
		const first = await renderOfficial(kind, sampleContents[kind], at);
		const again = await renderOfficial(kind, sampleContents[kind], at);
		expect(await checkPdf(first)).toEqual({ ok: true, value: undefined });
		const text = Buffer.from(first).toString('latin1');
		expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
		expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
		expect(sha256(again)).toBe(sha256(first));
	});

	it('prints what looks like typst markup as it stands', () => {
		const hostile =
			'#eval("1+1") #panic() $x^2$ @ref <label> *b* _i_ [c] `d` // e /* f */ \\ ~ = - + / "q" \'r\' #image("/etc/passwd")';
		const drawn = drawOfficial(
			kind,
			withTexts(kind, (text) => `${hostile} ${text}`)
		);
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

	it('composes Vietnamese that came decomposed', async () => {
		const composed = await renderOfficial(kind, sampleContents[kind], at);
		const decomposed = await renderOfficial(
			kind,
			withTexts(kind, (text) => text.normalize('NFD')),
			at
		);
		expect(sha256(decomposed)).toBe(sha256(composed));
	});

	it('bears empty and very long texts', async () => {
		await expect(
			renderOfficial(
				kind,
				withTexts(kind, () => ''),
				at
			)
		).resolves.toBeInstanceOf(Uint8Array);
		const long = withTexts(kind, (text) => `${text} ${'x'.repeat(300)} ${'dài '.repeat(75)}`);
		await expect(renderOfficial(kind, long, at)).resolves.toBeInstanceOf(Uint8Array);
	});
});

describe('the layout of NĐ 30/2020', () => {
	const decision = flatText(drawOfficial('decision', sampleContents.decision));

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
		const { table: _table, ...one } = sampleContents.letter;
		const many = { ...one, paragraphs: Array.from({ length: 60 }, () => one.paragraphs[0] ?? '') };
		const numbers = (content: typeof one): string[] =>
			textOfDrawing(drawOfficial('letter', content)).filter((text) => /^\d$/.test(text.trim()));
		expect(numbers(one)).toEqual([]);
		expect(numbers(many).map(Number)).toEqual([2, 3, 4].slice(0, numbers(many).length));
		expect(numbers(many).length).toBeGreaterThan(1);
	});

	it('leaves room for a number that is not given yet', () => {
		const open = flatText(drawOfficial('decision', { ...sampleContents.decision, number: '' }));
		expect(open).toMatch(/Số: *\//);
	});
});

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
