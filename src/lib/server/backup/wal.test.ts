import { describe, expect, it } from 'vitest';
import { basesToDrop } from './retention.ts';
import { parseHistory, parseLsn, reachOfWal, sayLsn, segmentName } from './wal.ts';

const MIB16 = 16 * 1024 * 1024;
const ONE = [{ timeline: 1, until: undefined }];
/** `1/5`: segment 5 of timeline 1. */
const names = (...short: string[]): ReadonlySet<string> =>
	new Set(
		short.map((text) => {
			const [timeline, segment] = text.split('/');
			return segmentName(Number(timeline), BigInt(segment ?? ''), MIB16);
		})
	);
const reach = (there: ReadonlySet<string>, ancestors: Parameters<typeof reachOfWal>[0] = ONE) => {
	const { names: found, gap, last } = reachOfWal(ancestors, 3n, MIB16, there);
	const short = (name: string): string =>
		`${Number.parseInt(name.slice(0, 8), 16)}/${Number.parseInt(name.slice(16), 16)}`;
	return { found: found.map(short), last: Number(last), gap: gap === undefined ? undefined : short(gap) };
};

describe('names of the WAL', () => {
	it('count 256 segments of 16 MiB to the next number', () => {
		expect(segmentName(1, 3n, MIB16)).toBe('000000010000000000000003');
		expect(segmentName(10, 256n, MIB16)).toBe('0000000A0000000100000000');
		expect(segmentName(1, 4096n, 1024 * 1024)).toBe('000000010000000100000000');
	});

	it('say positions as PostgreSQL does', () => {
		expect(parseLsn('1/3000028')).toBe(0x1_0300_0028n);
		expect(sayLsn(parseLsn('1F/3000028'))).toBe('1F/3000028');
	});

	it('read the history of a timeline, or refuse it', () => {
		const text = '1\t0/5000000\tbefore 2026-11-30\n\n2\t0/9000060\tno recovery target specified\n';
		expect(parseHistory(text, 'x')).toEqual([
			{ timeline: 1, until: 0x500_0000n },
			{ timeline: 2, until: 0x900_0060n }
		]);
		expect(() => parseHistory('1 0/5000000', '00000002.history')).toThrow('00000002.history cannot be read');
	});
});

describe('how far the WAL reaches', () => {
	it('goes to the last segment', () => {
		expect(reach(names('1/2', '1/3', '1/4', '1/5'))).toEqual({
			found: ['1/3', '1/4', '1/5'],
			last: 5,
			gap: undefined
		});
		expect(reach(names())).toEqual({ found: [], last: 2, gap: undefined });
	});

	it('ends before a gap and names it', () => {
		expect(reach(names('1/3', '1/5'))).toEqual({ found: ['1/3'], last: 3, gap: '1/4' });
		expect(reach(names('1/4', '1/5'))).toEqual({ found: [], last: 2, gap: '1/3' });
	});

	const two = [
		{ timeline: 1, until: 0x500_0060n },
		{ timeline: 2, until: undefined }
	];
	it('follows a timeline over the segment in which it left its parent', () => {
		expect(reach(names('1/3', '1/4', '1/5', '1/6', '2/5', '2/6'), two)).toEqual({
			...{ found: ['1/3', '1/4', '2/5', '2/6'], last: 6, gap: undefined }
		});
	});

	it("takes the parent's segment while the child's is not full", () => {
		expect(reach(names('1/3', '1/4', '1/5', '1/6'), two)).toEqual({
			...{ found: ['1/3', '1/4', '1/5'], last: 5, gap: undefined }
		});
	});

	it("holds the child's first segment to be missing when its second is there", () => {
		expect(reach(names('1/3', '1/4', '1/5', '2/6'), two).gap).toBe('2/5');
	});
});

describe('bases that go', () => {
	const base = (id: string, stopLsn: string, endedAt: string) => ({ id, stopLsn, endedAt, timeline: 1 });
	const now = new Date('2026-11-30T00:00:00Z');
	const four = [
		base('a', '0/1', '2026-11-01T00:00:00Z'),
		base('b', '0/2', '2026-11-02T00:00:00Z'),
		base('c', '0/3', '2026-11-28T00:00:00Z'),
		base('d', '0/4', '2026-11-29T00:00:00Z')
	];
	const dropped = (count: number, days: number, bases = four) =>
		basesToDrop(bases, { count, days }, now).map(({ id }) => id);

	it('are beyond the number and beyond the days', () => {
		expect(dropped(2, 14)).toEqual(['b', 'a']);
		expect(dropped(3, 14)).toEqual(['a']);
		expect(dropped(1, 60)).toEqual([]);
	});

	it('are never the last one', () => {
		expect(dropped(0, 0, four.slice(0, 1))).toEqual([]);
	});

	it('are told by their place in the WAL, not by a clock that went back', () => {
		const back = [...four, base('e', '0/5', '2026-10-30T00:00:00Z')];
		expect(dropped(1, 14, back)).not.toContain('e');
		expect(dropped(1, 1, [base('x', '0/1', '2026-12-01T00:00:00Z'), ...four])).not.toContain('x');
	});
});
