import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import type { OldContent } from '../../../src/lib/contracts/records/old-contents.ts';
import { paperProblems } from '../../../src/lib/domain/papers/paper-problems.ts';
import { decidedIn, paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { listPublishedResults } from '../../../src/lib/server/app/records/published-results.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import type { RecordKind, RecordRow } from '../../../src/lib/server/app/records/ports.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import { contextOf, insertPerson, openWorld } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { oldContents } from '../render/old-samples.ts';
import { plainText, readPaper } from '../render/read-paper.ts';

type Format = OldContent['format'];

/** What each format was kept as, and the words that its paper had of its own, in their order. */
const FORMATS: Readonly<Record<Format, { kind: RecordKind; series: string; words: readonly string[] }>> = {
	'chuan.decision/1': {
		kind: 'decision',
		series: 'QĐ',
		words: ['Quyết định', 'QUYẾT ĐỊNH:', 'Điều 1.', 'Điều 2.', 'Điều 3.', './.', 'Nơi nhận:']
	},
	'chuan.decision/2': {
		kind: 'decision',
		series: 'QĐ',
		words: ['Quyết định', 'QUYẾT ĐỊNH:', 'Điều 3.', './.', 'Phụ lục', '(Kèm theo Quyết định số 02/QĐ-SKHCN']
	},
	'chuan.letter/1': { kind: 'result_letter', series: 'TB', words: ['Kính gửi:', './.', 'Nơi nhận:'] },
	'chuan.notice/1': { kind: 'result_letter', series: 'TB', words: ['Thông báo', './.', 'Nơi nhận:'] },
	'chuan.opening_minutes/1': {
		kind: 'opening_minutes',
		series: 'BB',
		words: ['Biên bản', 'I. Thành phần tham dự', 'II. Kết quả mở hồ sơ', 'III. Kết luận', './.']
	},
	'chuan.survey_minutes/1': {
		kind: 'survey_minutes',
		series: 'BB',
		words: ['I. Thành phần', 'II. Kết quả khảo sát', 'III. Kết luận', 'IV. Tài liệu kèm theo', './.']
	},
	'chuan.tally_minutes/1': {
		kind: 'tally_minutes',
		series: 'BB',
		words: ['I. Thông tin phiên họp', 'II. Kết quả kiểm phiếu', '1. ', 'III. Xếp hạng', 'IV. Kết luận', './.']
	},
	'chuan.tally_minutes/2': {
		kind: 'tally_minutes',
		series: 'BB',
		words: ['I. Thành phần tham dự', 'II. Kết quả kiểm phiếu', 'III. Xếp hạng', 'IV. Kết luận', './.']
	}
};
const formats = Object.keys(FORMATS) as Format[];

let world: World;
let director: Context;
const stored = new Map<Format, RecordRow>();

beforeAll(async () => {
	world = await openWorld();
	const person = await insertPerson(world, 'Trần Quốc Dũng', { grants: [{ role: 'director' }] });
	director = await contextOf(world, person);
	for (const format of formats) {
		const { kind, series } = FORMATS[format];
		const issued = await arranged(director, 'issue_result', { type: 'record', id: '' }, async ({ tx }) =>
			ok(
				await tx.records.issue(
					{ kind, series, content: oldContents[format], published: true, issuedBy: person.personId },
					'SKHCN'
				)
			)
		);
		stored.set(format, read(issued));
	}
});
afterAll(() => world.close());

function read<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
}

const recordOf = async (format: Format): Promise<RecordRow> =>
	read(await readRecord(director, stored.get(format)?.id ?? ''));

/** What stood beside the words, and was never printed. */
const UNPRINTED: ReadonlySet<string> = new Set([
	'format',
	'number',
	'callCode',
	'callTitle',
	'items',
	'rejected',
	'align'
]);

function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => (UNPRINTED.has(key) ? [] : textsOf(inner)));
}

const plain = (text: string): string =>
	text
		.replace(/[.;,]+$/, '')
		.replace(/\s+/g, '')
		.normalize('NFC')
		.toLowerCase();

describe.each(formats)('a record of the format %s', (format) => {
	it('prints every word that it was stored with, and those of its kind in their order', async () => {
		const record = await recordOf(format);
		const printed = plainText(await readPaper(read(await world.app.typesetting.paper(record))));
		const { total: _total, ...said } = { total: '', ...oldContents[format] };
		expect(textsOf(said).filter((text) => !printed.includes(plain(text)))).toEqual([]);
		let from = 0;
		for (const word of [record.numberText ?? '', ...FORMATS[format].words]) {
			const at = printed.indexOf(word.replace(/\s+/g, '').toLowerCase(), from);
			expect([word, at]).toEqual([word, Math.max(at, from)]);
			from = at;
		}
	});

	it('is a paper as good as one of today', async () => {
		expect(paperProblems(paperOf(await recordOf(format)))).toEqual([]);
	});
});

describe('decisions of earlier formats', () => {
	it('list their cases, for their page and in the list of results', async () => {
		for (const format of ['chuan.decision/1', 'chuan.decision/2'] as const) {
			const { items, total, callCode } = oldContents[format];
			expect(decidedIn(await recordOf(format))).toMatchObject({ items, total, callCode });
		}
		const listed = await listPublishedResults(director, { search: '', page: 1, year: undefined });
		expect(read(listed).rows.map(({ code, approved }) => [code, approved])).toEqual([
			['MAP-2026-0001', 180_000_000n],
			['MAP-2026-0001', 180_000_000n]
		]);
	});
});
