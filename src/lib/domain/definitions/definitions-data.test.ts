import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formOf } from './form.ts';
import { parseDefinition } from './parse-definition.ts';
import type { ProgrammeDefinition } from './definition.ts';

/** The seeded programmes, as the portal installs them. */
export function seeded(name: 'map' | 'task' | 'proposal'): ProgrammeDefinition {
	const url = new URL(`../../../../definitions/${name}.json`, import.meta.url);
	const read = parseDefinition(JSON.parse(readFileSync(url, 'utf8')));
	if (!read.ok) throw new Error(JSON.stringify(read.refusal, null, 1));
	return read.value;
}

describe.each(['map', 'task', 'proposal'] as const)('%s.json', (name) => {
	it('passes the contract', () => {
		expect(seeded(name).schemaVersion).toBe(1);
	});
	it('makes a form for each variant', () => {
		const definition = seeded(name);
		for (const variant of definition.variants) {
			expect(formOf(definition, variant.key).sections.length).toBeGreaterThan(2);
		}
	});
	it('is complete in English', () => {
		const url = new URL(`../../../../definitions/${name}.json`, import.meta.url);
		const missing: string[] = [];
		const walk = (value: unknown, path: string): void => {
			if (typeof value !== 'object' || value === null) return;
			if ('vi' in value && !('en' in value)) missing.push(path);
			for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
		};
		walk(JSON.parse(readFileSync(url, 'utf8')), name);
		expect(missing).toEqual([]);
	});
});
