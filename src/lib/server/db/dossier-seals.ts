import type { DossierKeys } from './dossier-keys.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { openBox, sealBox } from './sealed-box.ts';

/** What of a dossier is sealed, each kind for itself: a value put in the place of another does not open. */
export type SealedPart = 'section' | 'document' | 'upload' | 'budget';

/** Reads and writes what a sealed dossier keeps, for the repositories; whoever asks them has asked the permission table. */
export interface DossierSeals {
	/** Whether the call has a key for its opening. */
	isWanted(callId: string): Promise<boolean>;
	/** Makes the key of a new dossier. */
	begin(applicationId: string): Promise<Buffer>;
	/** The key with which the dossier is written; undefined: it is not sealed, or is opened. */
	toWrite(applicationId: string): Promise<Buffer | undefined>;
	/** The key of a dossier that holds something sealed. */
	toRead(applicationId: string): Promise<Buffer>;
	unwrap(applicationId: string, wrapped: string): Buffer;
}

export function dossierSeals(rows: Rows, keys: DossierKeys): DossierSeals {
	const find = async (applicationId: string, which: Prisma.Sql): Promise<Buffer | undefined> => {
		const [row] = await rows<{ wrapped: string }>(
			Prisma.sql`SELECT wrapped FROM sealed_application WHERE application_id = ${applicationId}::uuid ${which}`
		);
		return row === undefined ? undefined : keys.unwrap(applicationId, row.wrapped);
	};
	return {
		async isWanted(callId) {
			const found = await rows(Prisma.sql`SELECT 1 FROM opening_key WHERE call_id = ${callId}::uuid`);
			return found.length > 0;
		},
		async begin(applicationId) {
			const { key, wrapped } = keys.make(applicationId);
			await rows(
				Prisma.sql`INSERT INTO sealed_application (application_id, wrapped) VALUES (${applicationId}::uuid, ${wrapped})`
			);
			return key;
		},
		toWrite: (applicationId) => find(applicationId, Prisma.sql`AND opened_at IS NULL`),
		async toRead(applicationId) {
			const key = await find(applicationId, Prisma.empty);
			if (key === undefined) throw new Error(`the sealed dossier ${applicationId} has no key`);
			return key;
		},
		unwrap: (applicationId, wrapped) => keys.unwrap(applicationId, wrapped)
	};
}

/** `id`: of the row, so that a value stays where it was written. */
export function sealValue(key: Uint8Array, part: SealedPart, id: string, value: unknown): string {
	return sealBox(key, `${part} ${id}`, Buffer.from(JSON.stringify(value), 'utf8')).toString('base64');
}

export function openValue(key: Uint8Array, part: SealedPart, id: string, sealed: string): unknown {
	const opened = openBox(key, `${part} ${id}`, Buffer.from(sealed, 'base64'));
	if (opened === undefined) throw new Error(`${part} ${id} was not sealed as it stands`);
	return JSON.parse(opened.toString('utf8'));
}
