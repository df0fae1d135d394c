import map from '../../definitions/map.json' with { type: 'json' };
import proposal from '../../definitions/proposal.json' with { type: 'json' };
import task from '../../definitions/task.json' with { type: 'json' };
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { parseDefinition } from '#lib/contracts/definitions/parse-definition.ts';

const DOCUMENTS: Readonly<Record<SeededName, Readonly<Record<string, unknown>>>> = { map, task, proposal };

export type SeededName = 'map' | 'task' | 'proposal';

/** A copy of the document of a seeded programme, before it is read. */
export function document(name: SeededName): Record<string, unknown> {
	return structuredClone(DOCUMENTS[name]);
}

/** The seeded programmes, as the portal installs them. */
export function seeded(name: SeededName): ProgrammeDefinition {
	const read = parseDefinition(document(name));
	if (!read.ok) throw new Error(JSON.stringify(read.refusal, null, 1));
	return read.value;
}

/** What the portal says of a document: the definition that it is read as, or why it is refused. */
export function readDocument(json: unknown): Result<ProgrammeDefinition> {
	return parseDefinition(json);
}
