import { describe, expect, it } from 'vitest';
import { document, readDocument } from '../../../../tests/support/definitions.ts';

/** Every object and list of a document, with the first three members of each list. */
function* places(value: unknown): Generator<Record<PropertyKey, unknown>> {
	if (typeof value !== 'object' || value === null) return;
	yield value as Record<PropertyKey, unknown>;
	for (const inner of Object.values(value).slice(0, Array.isArray(value) ? 3 : undefined))
		yield* places(inner);
}

describe('what belongs in a place', () => {
	it.each(['proposal', 'map'] as const)('is said in our own words at every place of %s', (name) => {
		const json = document(name);
		const said = new Set<string>();
		for (const place of places(json))
			for (const [key, was] of Object.entries(place)) {
				place[key] = typeof was === 'number' ? 'x' : 0;
				const read = readDocument(json);
				if (!read.ok)
					for (const { params } of read.refusal.causes ?? []) said.add(String(params?.['expected'] ?? ''));
				place[key] = was;
			}
		expect(said.size).toBeGreaterThan(10);
		expect([...said].filter((words) => /invalid|expected|received/i.test(words))).toEqual([]);
	});
});
