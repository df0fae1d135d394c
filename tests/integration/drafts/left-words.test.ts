import { describe, expect, it } from 'vitest';
import type { Keeper } from '../../../src/lib/features/draft/ports.ts';
import { handPortal, HandStore, handWindow, settled } from './draft-stage.ts';
import type { Subject } from './draft-stage.ts';
import { APPRAISAL, BUDGET, ROW, SECTION, SHEET } from './subjects.ts';

/** What pages that died, and windows beside each other, leave in one browser. */

const B = '0f0f0f0f-0f0f-4f0f-8f0f-00000000000b';
const SUBJECTS = [SECTION, BUDGET, APPRAISAL, SHEET] as readonly Subject[];
const down = () => ({ kind: 'unreachable' }) as const;

/** Some changes never reach the storage: the page dies before. */
class DyingStore extends HandStore {
	dead = false;
	/** How much lay here after each change. */
	readonly sizes: number[] = [];
	override of(person: string): Keeper {
		const keeper = super.of(person);
		return {
			...keeper,
			change: (object, change) => {
				if (this.dead) return new Promise(() => undefined);
				const kept = keeper.change(object, change);
				this.sizes.push(this.rows.size);
				return kept;
			}
		};
	}
}

describe.each(SUBJECTS)('what pages leave of a $name', (subject) => {
	const [first, second] = subject.places;
	const value = subject.value;
	const at = (content: unknown) => subject.valueAt(content, first);

	it('never comes over a later word when it is answered as taken long ago', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		const old = handWindow(subject, portal, { store, weather: () => 'lost reply' });
		old.engine.write(first, value(1));
		await old.clock.pass(1_000);
		old.engine.stop();
		const fresh = handWindow(subject, portal, { store });
		fresh.engine.write(first, value(2));
		await fresh.clock.pass(1_000);
		await fresh.engine.start();
		expect([at(fresh.engine.content), at(portal.content)]).toEqual([value(2), value(2)]);
		expect([fresh.engine.conflicts, store.rows.size]).toEqual([[], 0]);
	});

	it('asks where a word was typed before it was read, and the one does not know of the other', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		const old = handWindow(subject, portal, { store, weather: down });
		old.engine.write(first, value(1));
		await old.clock.pass(1_000);
		old.engine.stop();
		const fresh = handWindow(subject, portal, { store });
		fresh.engine.write(first, value(2));
		await fresh.engine.start();
		await fresh.clock.pass(2_000);
		expect(fresh.engine.conflicts).toMatchObject([
			{ theirs: value(2), yours: value(1), by: { kind: 'window' } }
		]);
	});

	it('is shown at once over everything that its writer had seen, also what had been sent already', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		const old = handWindow(subject, portal, { store, weather: down, held: [] });
		old.engine.write(first, value(1));
		void old.engine.flush();
		old.engine.write(first, value(2));
		await old.clock.pass(100);
		const next = handWindow(subject, portal, { store, weather: down });
		await next.engine.start();
		next.engine.write(first, value(3));
		await next.clock.pass(1_000);
		const fresh = handWindow(subject, portal, { store, weather: down });
		await fresh.engine.start();
		expect(at(fresh.engine.content)).toBe(value(3));
	});

	it('asks where the other window has gone on, although the word that was taken up is answered as taken', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		let line: 'cut' | 'whole' = 'cut';
		const weather = () => (line === 'cut' ? down() : undefined);
		const held: (() => void)[] = [];
		const device = new Map<string, string>();
		const here = handWindow(subject, portal, { store, device, weather });
		here.engine.write(first, value(1));
		await here.clock.pass(1_000);
		const beside = handWindow(subject, portal, { store, device, weather, held });
		await beside.engine.start();
		here.engine.write(first, value(3));
		line = 'whole';
		await here.engine.retry();
		void beside.engine.retry();
		await settled();
		beside.engine.write(first, value(2));
		for (let turn = 0; turn < 4; turn += 1) {
			held.shift()?.();
			await beside.clock.pass(2_000);
		}
		expect(at(portal.content)).toBe(value(3));
		expect(beside.engine.conflicts).toMatchObject([
			{ theirs: value(3), yours: value(2), by: { kind: 'window' } }
		]);
	});

	it('holds no earlier word back whose message is on its way when a later one was taken', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		const held: (() => void)[] = [];
		const { engine, clock } = handWindow(subject, portal, { store, held });
		engine.write(first, value(1));
		void engine.flush(true);
		await settled();
		engine.write(first, value(2));
		await clock.pass(1_000);
		held[1]?.();
		await settled();
		expect([at(engine.content), at(portal.content), store.rows.size]).toEqual([value(2), value(2), 0]);
	});

	it('is never taken for answered while the browser still has it', async () => {
		const portal = handPortal(subject);
		const store = new DyingStore();
		const theirs = handWindow(subject, portal, { person: B });
		let line: 'cut' | 'whole' = 'cut';
		const mine = handWindow(subject, portal, {
			store,
			weather: () => (line === 'cut' ? down() : undefined)
		});
		theirs.engine.write(first, value(7));
		await theirs.clock.pass(1_000);
		mine.engine.write(first, value(1));
		await mine.clock.pass(1_000);
		store.dead = true;
		mine.engine.write(first, value(2));
		mine.engine.write(second, value(9));
		line = 'whole';
		await mine.engine.retry();
		mine.engine.stop();
		store.dead = false;
		const back = handWindow(subject, portal, { store });
		await back.engine.start();
		expect(back.engine.conflicts).toMatchObject([{ theirs: value(7), yours: value(1) }]);
	});

	it('is in the browser at every moment while a choice is made', async () => {
		const portal = handPortal(subject);
		const store = new DyingStore();
		const theirs = handWindow(subject, portal, { person: B });
		const mine = handWindow(subject, portal, { store });
		theirs.engine.write(first, value(7));
		await theirs.clock.pass(1_000);
		mine.engine.write(first, value(1));
		await mine.clock.pass(1_000);
		store.sizes.length = 0;
		mine.engine.settle(first, 'mine');
		await settled();
		expect(Math.min(...store.sizes)).toBe(1);
	});
});

it('a word that was typed into a row before the row was moved is written', async () => {
	const portal = handPortal(SECTION);
	const { engine, clock } = handWindow(SECTION, portal);
	engine.write(`list/${ROW}/code`, 'Chữ', false);
	engine.write(`list/${ROW}`, { row: 'add' });
	engine.write(`list/0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d12`, { row: 'add' });
	engine.write(`list/${ROW}`, { row: 'move', after: '0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d12' });
	await clock.pass(1_000);
	engine.leave();
	await clock.pass(1_000);
	expect(SECTION.valueAt(portal.content, `list/${ROW}/code`)).toBe('Chữ');
	expect(engine.content).toEqual(portal.content);
});

it('a row that is taken away covers no word that came in under one’s own', async () => {
	const portal = handPortal(SECTION);
	let line: 'cut' | 'whole' = 'whole';
	const theirs = handWindow(SECTION, portal, { person: B });
	const mine = handWindow(SECTION, portal, {
		weather: ({ operations }) =>
			line === 'cut' && operations.some(({ path }) => path === `list/${ROW}/code`) ? down() : undefined
	});
	mine.engine.write(`list/${ROW}/code`, 'Của tôi', false);
	theirs.engine.write(`list/${ROW}/code`, 'Của bạn');
	await theirs.clock.pass(1_000);
	// Another place brings the newer content in; one's own word lies over theirs.
	mine.engine.write('name', 'Tên');
	await mine.clock.pass(1_000);
	line = 'cut';
	mine.engine.write(`list/${ROW}`, { row: 'remove' });
	await mine.clock.pass(1_000);
	expect(SECTION.valueAt(portal.content, `list/${ROW}/code`)).toBe('Của bạn');
	expect(mine.engine.conflicts).toMatchObject([{ path: `list/${ROW}`, by: { kind: 'person' } }]);
});
