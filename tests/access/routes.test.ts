import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/lib/domain/access/routes.ts';
import { EXPECTED } from './expectations.ts';
import { readRoutes } from './route-tree.ts';

/** `route`, `route view` and `route act`, so that a difference names the place. */
function doors(
	routes: Iterable<readonly [string, { readonly view: boolean; readonly acts: readonly string[] }]>
): string[] {
	return [...routes]
		.flatMap(([id, { view, acts }]) => [
			...(view ? [`${id} view`] : []),
			...acts.map((act) => `${id} ${act}`)
		])
		.sort();
}

const built = doors(readRoutes());

describe('every door of the portal', () => {
	it('has a row in the permission table, and no row leads nowhere', () => {
		const rows = Object.entries(ROUTES).map(
			([id, { view, acts }]) => [id, { view: view !== undefined, acts: Object.keys(acts ?? {}) }] as const
		);
		const listed = doors(rows);
		expect({
			withoutRow: built.filter((door) => !listed.includes(door)),
			withoutRoute: listed.filter((door) => !built.includes(door))
		}).toEqual({ withoutRow: [], withoutRoute: [] });
	});

	it('has a written expectation of who may pass, and no expectation is about nothing', () => {
		const written = Object.keys(EXPECTED);
		expect({
			withoutExpectation: built.filter((door) => !written.includes(door)),
			withoutRoute: written.filter((door) => !built.includes(door))
		}).toEqual({ withoutExpectation: [], withoutRoute: [] });
	});
});
