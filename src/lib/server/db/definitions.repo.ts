import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { readDefinition } from '#lib/contracts/definitions/parse-definition.ts';
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
	readonly document: unknown;
}

/** Parsing a definition costs milliseconds and gives one object a hash: kept for the life of the process. */
const parsed = new Map<string, ProgrammeDefinition>();

function documentOf(row: Row): ProgrammeDefinition {
	const kept = parsed.get(row.hash);
	if (kept !== undefined) return kept;
	const document = readDefinition(row.document);
	// Stored documents passed the contract; one that cannot be read was changed behind the portal's back.
	if (!document.ok) throw new Error(`definition ${row.id} cannot be read: ${document.refusal.code}`);
	parsed.set(row.hash, document.value);
	return document.value;
}

function stored(row: Row): StoredDefinition {
	return { ...row, document: documentOf(row) };
}

/** Frozen rows never change: they are read once per process. */
const frozen = new Map<string, StoredDefinition>();

export function definitionsRepository(db: Connection): DefinitionsRepository {
	return {
		async list() {
			return (await db.programmeDefinition.findMany({ orderBy: [{ key: 'asc' }, { version: 'desc' }] })).map(
				stored
			);
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
		async insert({ id, key, version, schemaVersion, json, hash }) {
			await db.programmeDefinition.create({
				data: {
					id,
					key,
					version,
					schemaVersion,
					document: json as Prisma.InputJsonValue,
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
