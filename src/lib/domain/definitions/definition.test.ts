import { describe, expect, it } from 'vitest';
import { asksForPlace } from './definition.ts';
import type { ProgrammeDefinition } from './definition.ts';
import { seeded } from '../../../../tests/support/definitions.ts';

function asking(definition: ProgrammeDefinition): string[] {
	return definition.sections.filter(asksForPlace).map(({ key }) => key);
}

describe('a section', () => {
	it('asks for a place in a field of its own or in a column of a table, and is given the places then', () => {
		for (const key of ['map', 'task', 'proposal'] as const) {
			const definition = seeded(key);
			const said = definition.sections.filter((section) => JSON.stringify(section).includes('"commune"'));
			expect(asking(definition), key).toEqual(said.map((section) => section.key));
			expect(asking(definition).length, key).toBeGreaterThan(0);
		}
	});
});
