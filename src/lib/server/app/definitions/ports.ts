import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';

export interface DefinitionRow {
	readonly id: string;
	readonly key: string;
	readonly version: number;
	readonly hash: string;
	readonly frozenAt: Date | null;
	readonly createdAt: Date;
}

export interface StoredDefinition extends DefinitionRow {
	/** Parsed by the contract; one object per stored document and process, so that what is derived from it can be kept. */
	readonly document: ProgrammeDefinition;
}

export interface DefinitionsRepository {
	list(): Promise<readonly StoredDefinition[]>;
	find(id: string): Promise<StoredDefinition | undefined>;
	latest(key: string): Promise<StoredDefinition | undefined>;
	insert(row: {
		readonly id: string;
		readonly key: string;
		readonly version: number;
		readonly schemaVersion: number;
		/** The document as it came: canonical JSON of it is what the hash is over. */
		readonly json: JsonValue;
		readonly hash: string;
	}): Promise<void>;
	/** From now on the document cannot change. Fine to repeat. */
	freeze(id: string): Promise<void>;
}
