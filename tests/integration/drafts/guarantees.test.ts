import { describe, expect, it } from 'vitest';
import type { OperationsReply } from '../../../src/lib/contracts/drafts/operations-reply.ts';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import type { TransportAnswer } from '../../../src/lib/features/draft/ports.ts';
import { handClock, handPortal, HandStore, handWindow, settled } from './draft-stage.ts';
import type { Subject } from './draft-stage.ts';
import { APPRAISAL, BUDGET, ROW, SECTION, SHEET } from './subjects.ts';

const A = '0f0f0f0f-0f0f-4f0f-8f0f-00000000000a';
const B = '0f0f0f0f-0f0f-4f0f-8f0f-00000000000b';
const SUBJECTS = [SECTION, BUDGET, APPRAISAL, SHEET] as readonly Subject[];

describe.each(SUBJECTS)('what is written into a $name', (subject) => {
	const [first, second] = subject.places;
	const at = (content: unknown, path = first) => subject.valueAt(content, path);

	it('reaches the portal within two seconds while the writer never pauses', async () => {
		const portal = handPortal(subject);
		const { engine, clock } = handWindow(subject, portal);
		for (let n = 1; n <= 20; n += 1) {
			engine.write(first, subject.value(n));
			await clock.pass(100);
		}
		expect(at(portal.content)).toBeTruthy();
		await clock.pass(2_000);
		expect(at(portal.content)).toBe(subject.value(20));
		expect([engine.phase, engine.conflicts]).toEqual(['saved', []]);
	});

	it('never conflicts with its own writer, however late the answers come', async () => {
		const portal = handPortal(subject);
		const held: (() => void)[] = [];
		const { engine, clock } = handWindow(subject, portal, { held });
		for (let n = 1; n <= 30; n += 1) {
			engine.write(n % 3 === 0 ? second : first, subject.value(n));
			await clock.pass(400);
			if (n % 3 === 1) held.shift()?.();
		}
		for (let turn = 0; turn < 40; turn += 1) {
			held.shift()?.();
			await clock.pass(1_000);
		}
		expect(engine.conflicts).toEqual([]);
		expect([at(portal.content), at(portal.content, second)]).toEqual([subject.value(29), subject.value(30)]);
	});

	it('stands on what an earlier visit left: words typed while that is sent are no conflict', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		const device = new Map<string, string>();
		// The answer was lost with the tab: the portal has the words, the browser does not know.
		const old = handWindow(subject, portal, { store, device, weather: () => 'lost reply' });
		const before = portal.revision;
		const stale = portal.content;
		old.engine.write(first, subject.value(1));
		await old.clock.pass(1_000);
		old.engine.stop();
		const now = { content: portal.content, revision: portal.revision };
		Object.assign(portal, { content: stale, revision: before });
		const held: (() => void)[] = [];
		const fresh = handWindow(subject, portal, { store, device, held });
		Object.assign(portal, now);
		const starting = fresh.engine.start();
		await settled();
		fresh.engine.write(first, subject.value(2));
		held.shift()?.();
		for (let turn = 0; turn < 5; turn += 1) {
			await fresh.clock.pass(1_000);
			held.shift()?.();
		}
		await starting;
		expect(fresh.engine.conflicts).toEqual([]);
		expect(at(portal.content)).toBe(subject.value(2));
		expect(store.rows.size).toBe(0);
	});

	it('is written once, however often it arrives and in whatever order', async () => {
		const portal = handPortal(subject);
		const messages: SaveOperations[] = [];
		const { engine, clock } = handWindow(subject, portal, {
			weather: (message) => {
				messages.push(message);
				return undefined;
			}
		});
		for (let n = 1; n <= 4; n += 1) {
			engine.write(first, subject.value(n));
			await clock.pass(1_500);
		}
		const { revision } = portal;
		const again = [...messages].reverse().map((message): OperationsReply => portal.take(message));
		expect(again.flatMap(({ outcomes }) => outcomes.map(({ kind }) => kind))).toEqual(
			messages.map(() => 'already')
		);
		expect([portal.revision, at(portal.content)]).toEqual([revision, subject.value(4)]);
	});

	it('makes no conflict of a word that two have typed alike', async () => {
		const portal = handPortal(subject);
		const held: (() => void)[] = [];
		const mine = handWindow(subject, portal, { held });
		const theirs = handWindow(subject, portal, { person: B });
		theirs.engine.write(first, subject.value(1));
		await theirs.clock.pass(1_000);
		mine.engine.write(first, subject.value(1));
		await mine.clock.pass(1_000);
		mine.engine.write(first, subject.value(2));
		for (let turn = 0; turn < 3; turn += 1) {
			held.shift()?.();
			await mine.clock.pass(1_000);
		}
		expect([mine.engine.conflicts, at(portal.content)]).toEqual([[], subject.value(2)]);
	});

	it('asks again when the value that was chosen over has changed since it was shown', async () => {
		const portal = handPortal(subject);
		const mine = handWindow(subject, portal);
		const theirs = handWindow(subject, portal, { person: B });
		theirs.engine.write(first, subject.value(1));
		await theirs.clock.pass(1_000);
		mine.engine.write(first, subject.value(2));
		await mine.clock.pass(1_000);
		theirs.engine.write(first, subject.value(3));
		await theirs.clock.pass(1_000);
		// Another place brings the newer content in; the question still shows the older value.
		mine.engine.write(second, subject.value(4));
		await mine.clock.pass(1_000);
		expect(mine.engine.conflicts).toMatchObject([{ theirs: subject.value(1) }]);
		mine.engine.settle(first, 'mine');
		await mine.clock.pass(1_000);
		expect(at(portal.content)).toBe(subject.value(3));
		expect(mine.engine.conflicts).toMatchObject([{ theirs: subject.value(3), yours: subject.value(2) }]);
		mine.engine.settle(first, 'mine');
		await mine.clock.pass(1_000);
		expect([at(portal.content), mine.engine.conflicts]).toEqual([subject.value(2), []]);
	});

	it('says whose value stands in the way, lets nothing go, and asks', async () => {
		const portal = handPortal(subject);
		const mine = handWindow(subject, portal);
		const theirs = handWindow(subject, portal, { person: B });
		theirs.engine.write(first, subject.value(7));
		await theirs.clock.pass(1_000);
		mine.engine.write(first, subject.value(8));
		mine.engine.write(second, subject.value(9));
		await mine.clock.pass(1_000);
		expect(mine.engine.conflicts).toMatchObject([
			{
				path: first,
				theirs: subject.value(7),
				yours: subject.value(8),
				by: { kind: 'person', name: 'Trần Quốc Bình' }
			}
		]);
		expect(at(portal.content, second)).toBe(subject.value(9));
		expect(at(mine.engine.content)).toBe(subject.value(8));
		mine.engine.settle(first, 'mine');
		await mine.clock.pass(1_000);
		expect([at(portal.content), mine.engine.conflicts]).toEqual([subject.value(8), []]);
	});

	it('calls the writer’s other window and device by their names, never somebody else', async () => {
		const portal = handPortal(subject);
		const device = new Map<string, string>();
		const here = handWindow(subject, portal, { device });
		const window = handWindow(subject, portal, { device });
		const phone = handWindow(subject, portal);
		here.engine.write(first, subject.value(1));
		here.engine.write(second, subject.value(1));
		await here.clock.pass(1_000);
		window.engine.write(first, subject.value(2));
		await window.clock.pass(1_000);
		phone.engine.write(second, subject.value(3));
		await phone.clock.pass(1_000);
		expect([window, phone].map(({ engine }) => engine.conflicts.map(({ by }) => by?.kind))).toEqual([
			['window'],
			['device']
		]);
	});

	it.each([
		['nobody is signed in', { kind: 'signed_out', message: '' }],
		['the portal says no', { kind: 'stopped', message: 'Đã hết hạn' }],
		['the portal has a fault', { kind: 'failed' }],
		['there is no line', { kind: 'unreachable' }],
		['it cannot be read', { kind: 'unreadable', message: '' }]
	] as const)('is kept and sent later when %s', async (_, answer: TransportAnswer) => {
		const portal = handPortal(subject);
		const store = new HandStore();
		let down = true;
		const { engine, clock } = handWindow(subject, portal, {
			store,
			weather: () => (down ? answer : undefined)
		});
		engine.write(first, subject.value(1));
		engine.write(second, subject.value(2));
		await clock.pass(20_000);
		expect(store.rows.size).toBe(2);
		expect(engine.typedAt(first)?.value).toBe(subject.value(1));
		down = false;
		const later = handWindow(subject, portal, { store });
		await later.engine.start();
		await later.clock.pass(1_000);
		expect([at(portal.content), at(portal.content, second)]).toEqual([subject.value(1), subject.value(2)]);
		expect(store.rows.size).toBe(0);
	});

	it('is tried again by itself after a fault or a cut line', async () => {
		const portal = handPortal(subject);
		let tries = 0;
		const { engine, clock } = handWindow(subject, portal, {
			weather: () => ((tries += 1) < 4 ? { kind: tries === 2 ? 'failed' : 'unreachable' } : undefined)
		});
		engine.write(first, subject.value(1));
		await clock.pass(30_000);
		expect([at(portal.content), engine.phase]).toEqual([subject.value(1), 'saved']);
	});

	it('goes to the portal also when the browser keeps nothing, and the page knows', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		store.broken = true;
		const { engine, clock } = handWindow(subject, portal, { store });
		engine.write(first, subject.value(1));
		await clock.pass(1_000);
		expect([at(portal.content), engine.keepsNothing]).toEqual([subject.value(1), true]);
	});

	it('is neither seen nor sent by the next person at the same browser', async () => {
		const portal = handPortal(subject);
		const store = new HandStore();
		const device = new Map<string, string>();
		const mine = handWindow(subject, portal, {
			person: A,
			store,
			device,
			weather: () => ({ kind: 'unreachable' })
		});
		mine.engine.write(first, subject.value(1));
		await mine.clock.pass(1_000);
		const next = handWindow(subject, portal, { person: B, store, device });
		await next.engine.start();
		await next.clock.pass(5_000);
		expect([at(next.engine.content), at(portal.content)]).toEqual([at(subject.content), at(subject.content)]);
		const back = handWindow(subject, portal, { person: A, store, device });
		await back.engine.start();
		expect(at(portal.content)).toBe(subject.value(1));
	});

	it('leaves with the page: one last message holds everything', async () => {
		const portal = handPortal(subject);
		const { engine, clock } = handWindow(subject, portal, { clock: handClock() });
		engine.write(first, subject.value(1), false);
		await engine.flush(true);
		expect(at(portal.content)).toBe(subject.value(1));
		await clock.pass(1);
	});
});

it('a conflict in a row goes with the row', async () => {
	for (const subject of [SECTION, BUDGET, APPRAISAL] as readonly Subject[]) {
		const portal = handPortal(subject);
		const place = subject.places[1];
		const mine = handWindow(subject, portal);
		const theirs = handWindow(subject, portal, { person: B });
		theirs.engine.write(place, subject.value(1));
		await theirs.clock.pass(1_000);
		mine.engine.write(place, subject.value(2));
		await mine.clock.pass(1_000);
		expect(mine.engine.conflicts).toHaveLength(1);
		const row = subject === SECTION ? `list/${ROW}` : `lines/${ROW}`;
		mine.engine.write(row, subject === SECTION ? { row: 'remove' } : null);
		await mine.clock.pass(2_000);
		expect([subject.name, mine.engine.conflicts.filter(({ path }) => path === place)]).toEqual([
			subject.name,
			[]
		]);
	}
});
