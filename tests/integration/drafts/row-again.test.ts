import { expect, it } from 'vitest';
import { rowsOf } from '../../../src/lib/domain/definitions/stored-value.ts';
import type { SectionValues } from '../../../src/lib/domain/definitions/stored-value.ts';
import { handPortal, handWindow } from './draft-stage.ts';
import type { Subject } from './draft-stage.ts';
import { ROW, SECTION } from './subjects.ts';

/** A row that somebody takes away while another writes in it, and who writes keeps it. */

const FIRST = '0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d01';
const LAST = '0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d21';
const B = '0f0f0f0f-0f0f-4f0f-8f0f-00000000000b';
const row = (id: string, code: string) => ({ id, cells: { code, more: `${code} thêm` } });

const TABLE: Subject<SectionValues> = {
	...SECTION,
	content: { list: [row(FIRST, 'Một'), row(ROW, 'Hai'), row(LAST, 'Ba')] }
};

it('comes back whole, at its place', async () => {
	const portal = handPortal(TABLE);
	const mine = handWindow(TABLE, portal);
	const theirs = handWindow(TABLE, portal, { person: B });
	expect(rowsOf(mine.engine.content.list)).toHaveLength(3);
	theirs.engine.write(`list/${ROW}`, { row: 'remove' });
	await theirs.clock.pass(1_000);
	mine.engine.write(`list/${ROW}/code`, 'Hai, viết thêm');
	await mine.clock.pass(1_000);
	expect(mine.engine.conflicts).toHaveLength(1);
	expect(rowsOf(portal.content.list)).toHaveLength(2);
	mine.engine.settle(`list/${ROW}/code`, 'mine');
	await mine.clock.pass(2_000);
	expect(mine.engine.conflicts).toEqual([]);
	expect(rowsOf(portal.content.list)).toEqual([
		row(FIRST, 'Một'),
		{ id: ROW, cells: { code: 'Hai, viết thêm', more: 'Hai thêm' } },
		row(LAST, 'Ba')
	]);
});
