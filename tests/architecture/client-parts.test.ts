import { describe, expect, it } from 'vitest';
import { planParts } from '../../scripts/plan-parts.ts';
import type { PartModule } from '../../scripts/plan-parts.ts';

/** Which scripts of the pages travel together, on small builds that can be read. */

interface Module {
	readonly bytes?: number;
	readonly imports?: readonly string[];
	readonly later?: readonly string[];
}

function plan(modules: Readonly<Record<string, Module>>, fileBytes = 1000): ReadonlyMap<string, string> {
	const whole = Object.entries(modules).map(
		([id, { bytes = 10, imports = [], later = [] }]): [string, PartModule] => [id, { bytes, imports, later }]
	);
	const pages = new Map(whole.flatMap(([id]) => (id.startsWith('page') ? [[id, 1] as const] : [])));
	return planParts({ modules: new Map(whole), always: ['start'], pages, fileBytes });
}

const fewest = (parts: ReadonlyMap<string, string>): number => new Set(parts.values()).size;

/** Whether a file of the plan needs, by way of others, what needs it. */
function ringIn(modules: Readonly<Record<string, Module>>, parts: ReadonlyMap<string, string>): boolean {
	const needs = new Map<string, Set<string>>();
	for (const [id, part] of parts)
		for (const next of modules[id]?.imports ?? []) {
			const needed = parts.get(next);
			if (needed === undefined || needed === part) continue;
			needs.set(part, (needs.get(part) ?? new Set()).add(needed));
		}
	return [...needs.keys()].some((part) => {
		const seen = new Set(needs.get(part));
		for (const one of seen) for (const next of needs.get(one) ?? []) seen.add(next);
		return seen.has(part);
	});
}

describe('scripts of the pages', () => {
	it('stay with the page that alone loads them, and apart from what pages start with', () => {
		const parts = plan({
			start: { imports: ['core'] },
			page1: { imports: ['own', 'both'] },
			page2: { imports: ['both'] },
			core: {},
			own: {},
			both: {}
		});
		expect([...parts.keys()].sort()).toEqual(['both', 'core']);
	});

	it('travel together where a file costs more than what is loaded in vain', () => {
		const modules = {
			start: {},
			page1: { imports: ['a', 'b'] },
			page2: { imports: ['a', 'b'] },
			page3: { imports: ['a'] },
			a: { bytes: 50 },
			b: { bytes: 50 }
		};
		expect(fewest(plan(modules, 1000))).toBe(1);
		expect(fewest(plan(modules, 10))).toBe(2);
	});

	it('are not loaded in vain where a page is heavy by itself', () => {
		const modules = (own: number): Readonly<Record<string, Module>> => ({
			start: {},
			page1: { imports: ['a', 'b'] },
			page2: { imports: ['a', 'b'] },
			page3: { imports: ['a', 'own'] },
			a: { bytes: 50 },
			b: { bytes: 600 },
			own: { bytes: own }
		});
		expect(fewest(plan(modules(10)))).toBe(1);
		expect(fewest(plan(modules(400_000)))).toBe(2);
	});

	it('find what the pages that fetch them later have', () => {
		const parts = plan(
			{
				start: { imports: ['core'] },
				page1: { imports: ['shared'], later: ['late'] },
				page2: { imports: ['shared', 'other'], later: ['late'] },
				page3: { imports: ['other'] },
				late: { imports: ['shared'] },
				core: {},
				shared: {},
				other: {}
			},
			0
		);
		// What is fetched later is a file of its own, and asks for nothing but what its pages have.
		expect(parts.has('late')).toBe(false);
		expect(fewest(parts)).toBe(3);
	});

	it('never need each other in a ring, on builds of all shapes', () => {
		let drawn = 1;
		const draw = (below: number): number => {
			drawn = (drawn * 48_271) % 2_147_483_647;
			return drawn % below;
		};
		for (let build = 0; build < 300; build += 1) {
			const modules: Record<string, Module> = { start: {} };
			// A module imports only those after it: no ring among modules.
			for (let one = 0; one < 12; one += 1) {
				const imports = Array.from({ length: draw(3) }, () => `m${String(one + 1 + draw(4))}`);
				modules[`m${String(one)}`] = { bytes: 1 + draw(3000), imports };
			}
			for (let page = 0; page < 6; page += 1)
				modules[`page${String(page)}`] = {
					imports: Array.from({ length: 4 }, () => `m${String(draw(12))}`)
				};
			expect(ringIn(modules, plan(modules, 1500)), `build ${String(build)}`).toBe(false);
		}
	});
});
