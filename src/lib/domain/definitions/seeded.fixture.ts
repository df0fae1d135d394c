import { readFileSync } from 'node:fs';
import type { ProgrammeDefinition } from './definition.ts';
import { parseDefinition } from './parse-definition.ts';

export type SeededName = 'map' | 'task' | 'proposal';

/** The document of a seeded programme, before it is read. */
export function document(name: SeededName): Record<string, unknown> {
	const url = new URL(`../../../../definitions/${name}.json`, import.meta.url);
	return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

/** The seeded programmes, as the portal installs them. */
export function seeded(name: SeededName): ProgrammeDefinition {
	const read = parseDefinition(document(name));
	if (!read.ok) throw new Error(JSON.stringify(read.refusal, null, 1));
	return read.value;
}
