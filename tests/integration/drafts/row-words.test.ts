import { describe, expect, it } from 'vitest';
import { handPortal, HandStore, handWindow } from './draft-stage.ts';
import { ROW, SECTION } from './subjects.ts';

/** Rows that are taken away while words wait in them: nothing goes that nobody was shown. */

const B = '0f0f0f0f-0f0f-4f0f-8f0f-00000000000b';
const ROW_PLACE = `list/${ROW}`;
const CELL = `${ROW_PLACE}/code`;
const remove = { row: 'remove' } as const;
const down = () => ({ kind: 'unreachable' }) as const;
const cellOf = (content: typeof SECTION.content) => SECTION.valueAt(content, CELL);

/** Two windows of one browser, and somebody else; the line of the two is cut until `mend`. */
function twoWindows() {
	const portal = handPortal(SECTION);
	const store = new HandStore();
	const device = new Map<string, string>();
	let line: 'cut' | 'whole' = 'cut';
	const window = () =>
		handWindow(SECTION, portal, { store, device, weather: () => (line === 'cut' ? down() : undefined) });
	const theirs = handWindow(SECTION, portal, { person: B });
	return { portal, window, theirs, mend: () => void (line = 'whole') };
}

describe('a row that is taken away', () => {
	it('is asked about once more where the same message brought a word into it that was not shown', async () => {
		const { portal, window, theirs, mend } = twoWindows();
		const first = window();
		const beside = window();
		first.engine.write(ROW_PLACE, remove);
		await first.clock.pass(1_000);
		beside.engine.write(CELL, 'Chữ của cửa sổ bên');
		await beside.clock.pass(1_000);
		theirs.engine.write(ROW_PLACE, { row: 'move', after: null });
		theirs.engine.write('name', 'Tên');
		await theirs.clock.pass(1_000);
		first.engine.stop();
		beside.engine.stop();
		mend();
		const fresh = window();
		theirs.engine.write(`list/0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d12`, { row: 'add' });
		await theirs.clock.pass(1_000);
		await fresh.engine.start();
		expect(fresh.engine.conflicts).toMatchObject([{ path: ROW_PLACE }]);
		expect(JSON.stringify(fresh.engine.conflicts)).not.toContain('cửa sổ bên');
		expect(cellOf(portal.content)).toBe('Chữ của cửa sổ bên');
		fresh.engine.settle(ROW_PLACE, 'mine');
		await fresh.clock.pass(2_000);
		expect(cellOf(portal.content)).toBe('Chữ của cửa sổ bên');
		expect(JSON.stringify(fresh.engine.conflicts)).toContain('cửa sổ bên');
		fresh.engine.settle(ROW_PLACE, 'mine');
		await fresh.clock.pass(2_000);
		expect([cellOf(portal.content), fresh.engine.conflicts, fresh.engine.paths]).toEqual([undefined, [], []]);
	});

	it('takes no word with it that waits in it unshown', async () => {
		const portal = handPortal(SECTION);
		const store = new HandStore();
		const device = new Map<string, string>();
		const theirs = handWindow(SECTION, portal, { person: B });
		const first = handWindow(SECTION, portal, { store, device, weather: down });
		const beside = handWindow(SECTION, portal, { store, device, weather: down });
		first.engine.write(ROW_PLACE, remove);
		beside.engine.write(CELL, 'Chữ');
		await first.clock.pass(1_000);
		await beside.clock.pass(1_000);
		first.engine.stop();
		beside.engine.stop();
		theirs.engine.write(CELL, 'Của bạn');
		await theirs.clock.pass(1_000);
		let line: 'for one' | 'whole' = 'for one';
		const fresh = handWindow(SECTION, portal, {
			...{ store, device },
			weather: ({ operations }) => {
				if (line === 'whole') return undefined;
				if (operations.length > 1) return { kind: 'unreadable', message: 'Một phần không đọc được' };
				return operations[0]?.path === CELL ? down() : undefined;
			}
		});
		await fresh.engine.start();
		expect([fresh.engine.conflicts.map(({ path }) => path), fresh.engine.paths]).toEqual([
			[ROW_PLACE],
			[ROW_PLACE, CELL]
		]);
		fresh.engine.settle(ROW_PLACE, 'mine');
		expect(fresh.engine.typedAt(CELL)).toEqual({ value: 'Chữ' });
		line = 'whole';
		await fresh.engine.retry();
		await fresh.clock.pass(2_000);
		expect(fresh.engine.conflicts).toContainEqual(
			expect.objectContaining({ path: CELL, theirs: 'Của bạn', yours: 'Chữ' })
		);
	});

	it('shows what still waits in it when it is added once more', async () => {
		const portal = handPortal(SECTION);
		const theirs = handWindow(SECTION, portal, { person: B });
		const mine = handWindow(SECTION, portal);
		mine.engine.write(CELL, 'Chữ', false);
		theirs.engine.write(ROW_PLACE, remove);
		await theirs.clock.pass(1_000);
		mine.engine.write('name', 'Tên');
		await mine.clock.pass(1_000);
		expect(cellOf(mine.engine.content)).toBeUndefined();
		mine.engine.write(ROW_PLACE, { row: 'add' });
		expect(cellOf(mine.engine.content)).toBe('Chữ');
	});
});
