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
	/** Checked by the contract when it was stored; the adapter keeps parsed documents by id and hash. */
	readonly document: ProgrammeDefinition;
}

export interface DefinitionsRepository {
	list(): Promise<readonly StoredDefinition[]>;
	find(id: string): Promise<StoredDefinition | undefined>;
	latest(key: string): Promise<StoredDefinition | undefined>;
	insert(row: {
		readonly id: string;
		readonly document: ProgrammeDefinition;
		readonly hash: string;
	}): Promise<void>;
	/** From now on the document cannot change. Fine to repeat. */
	freeze(id: string): Promise<void>;
}
