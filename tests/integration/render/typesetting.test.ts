import { afterAll, describe, expect, it } from 'vitest';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { openTypesetting } from '#lib/server/render/typesetting.ts';
import { plainText, readPaper } from './read-paper.ts';
import { oldContents } from './old-samples.ts';

/** Patient: other tests may be using the machine. */
const typesetting = openTypesetting(120_000);
afterAll(() => typesetting.close());

const letter = oldContents['chuan.letter/1'];

function record(change: Partial<RecordRow> = {}, text = 'Kết quả: được phê duyệt.'): RecordRow {
	const content = { ...letter, paragraphs: [text] };
	return {
		id: 'r1',
		kind: 'result_letter',
		numberText: '07/TB-SKHCN',
		year: 2026,
		callId: null,
		lotId: null,
		applicationId: null,
		organisationId: null,
		councilId: null,
		hash: text,
		issuedAt: new Date('2026-04-21T03:00:00Z'),
		issuedBy: '',
		published: false,
		content: JSON.parse(JSON.stringify(content)) as RecordRow['content'],
		...change
	};
}

async function pdfOf(paper: ReturnType<typeof typesetting.paper>): Promise<Uint8Array> {
	const set = await paper;
	if (!set.ok) throw new Error(set.refusal.code);
	return set.value;
}

describe('the typesetting thread', () => {
	it('makes the paper of a record, with its number', async () => {
		const text = plainText(await readPaper(await pdfOf(typesetting.paper(record()))));
		expect(text).toContain('07/tb-skhcn');
		expect(text).toContain('kếtquả:đượcphêduyệt');
	});

	it('serves while a long paper is set: the main thread goes on', async () => {
		const long = record({}, Array.from({ length: 1500 }, (_, index) => `từ${index}`).join(' '));
		let ticks = 0;
		const timer = setInterval(() => (ticks += 1), 5);
		const begun = performance.now();
		await pdfOf(typesetting.paper(long));
		const took = performance.now() - begun;
		clearInterval(timer);
		// A blocked thread ticks once or twice, however long it takes.
		expect(ticks).toBeGreaterThan(Math.max(3, took / 50));
	});

	it('refuses what takes too long, names the text, and sets the next one', async () => {
		const hurried = openTypesetting(1);
		const text = `Lý do dài: ${'x'.repeat(20_000)}`;
		const late = await hurried.paper(record({}, text));
		expect(late).toMatchObject({ ok: false, refusal: { code: 'paper_cannot_print' } });
		expect(late.ok ? '' : late.refusal.params?.['text']).toMatch(/^Lý do dài: x+…$/);
		await hurried.close();
		expect((await typesetting.paper(record())).ok).toBe(true);
	});

	it('gives the same bytes each time, and each number is its own', async () => {
		const first = await pdfOf(typesetting.paper(record()));
		expect(Buffer.from(await pdfOf(typesetting.paper(record()))).equals(Buffer.from(first))).toBe(true);
		const other = await pdfOf(typesetting.paper(record({ numberText: '08/TB-SKHCN' })));
		expect(plainText(await readPaper(other))).toContain('08/tb-skhcn');
	});
});
