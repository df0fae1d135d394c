import { describe, expect, it } from 'vitest';
import { photoPdf } from './photo-pdf.ts';

const page = (width: number, height: number, bytes = 'JPEG') => ({
	jpeg: new TextEncoder().encode(bytes),
	width,
	height
});

const textOf = (pdf: Uint8Array): string => new TextDecoder('latin1').decode(pdf);

describe('a PDF of photographs', () => {
	it('has the pages in their order, each on A4 as it lies', () => {
		const text = textOf(photoPdf([page(600, 800, 'ONE'), page(800, 600, 'TWO')]));
		expect(text).toContain('/Count 2');
		expect(text.indexOf('ONE')).toBeLessThan(text.indexOf('TWO'));
		expect([...text.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => [w, h])).toEqual([
			['595.28', '841.89'],
			['841.89', '595.28']
		]);
	});

	it('draws no picture over the edge of its page', () => {
		for (const [width, height] of [
			[10, 4000],
			[4000, 10],
			[2400, 1800]
		] as const) {
			const text = textOf(photoPdf([page(width, height)]));
			const [, w, h, x, y] = /q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm/.exec(text) ?? [];
			const [, pageWidth, pageHeight] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
			expect(Number(x) + Number(w)).toBeLessThanOrEqual(Number(pageWidth));
			expect(Number(y) + Number(h)).toBeLessThanOrEqual(Number(pageHeight));
			expect(Number(w) * height).toBeCloseTo(Number(h) * width, -3);
		}
	});

	it('points at each of its objects', () => {
		const text = textOf(photoPdf([page(600, 800)]));
		const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
		expect(text.slice(table, table + 4)).toBe('xref');
		for (const [index, [, offset]] of [...text.matchAll(/^(\d{10}) 00000 n /gm)].entries()) {
			expect(text.slice(Number(offset)).startsWith(`${index + 1} 0 obj`)).toBe(true);
		}
	});

	it('is not made of nothing', () => {
		expect(() => photoPdf([])).toThrow('a PDF has at least one page');
	});
});
