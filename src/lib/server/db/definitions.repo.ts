import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { DefinitionsRepository, StoredDefinition } from '#lib/server/app/definitions/ports.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { Prisma } from './generated/client.ts';

interface Row {
	readonly id: string;
	readonly key: string;
	readonly version: number;
	readonly hash: string;
	readonly frozenAt: Date | null;
	readonly createdAt: Date;
	readonly document: Prisma.JsonValue;
}

/** Documents are checked when stored and identified by their hash: what this adapter reads back is that document. */
function stored(row: Row): StoredDefinition {
	return { ...row, document: row.document as unknown as ProgrammeDefinition };
}

/** Frozen documents never change: one copy of each per process is enough. */
const frozen = new Map<string, StoredDefinition>();

export function definitionsRepository(db: Connection): DefinitionsRepository {
	return {
		async list() {
			return (await db.programmeDefinition.findMany({ orderBy: [{ key: 'asc' }, { version: 'desc' }] })).map(stored);
		},
		async find(id) {
			const kept = frozen.get(id);
			if (kept !== undefined) return kept;
			const row = await db.programmeDefinition.findUnique({ where: { id } });
			if (row === null) return undefined;
			const definition = stored(row);
			if (row.frozenAt !== null) frozen.set(id, definition);
			return definition;
		},
		async latest(key) {
			const row = await db.programmeDefinition.findFirst({ where: { key }, orderBy: { version: 'desc' } });
			return row === null ? undefined : stored(row);
		},
		async insert({ id, document, hash }) {
			await db.programmeDefinition.create({
				data: {
					id,
					key: document.key,
					version: document.version,
					schemaVersion: document.schemaVersion,
					document: document as unknown as Prisma.InputJsonValue,
					hash,
					createdAt: await clockRepository(db).now()
				}
			});
		},
		async freeze(id) {
			await db.$executeRaw`UPDATE programme_definition SET frozen_at = app_now() WHERE id = ${id}::uuid AND frozen_at IS NULL`;
		}
	};
}

