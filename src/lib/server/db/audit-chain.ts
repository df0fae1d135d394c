import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { Hash } from '#lib/domain/audit/hashing.ts';
import type { AuditLine } from '#lib/server/app/audit/ports.ts';
import { sha256 } from '#lib/server/ids.ts';

/** An entry as it is kept, without what proves it. */
export interface StoredEntry extends AuditLine {
	readonly id: string;
	readonly at: Date;
	readonly detailDigest: string;
}

/** What digest and mark of an entry cover: every column that says something, in canonical JSON. */
export function entryText(entry: StoredEntry): string {
	return canonicalJson({
		id: entry.id,
		at: entry.at.toISOString(),
		actorId: entry.actorId,
		grantUsed: entry.grantUsed,
		onBehalfOf: entry.onBehalfOf,
		action: entry.action,
		outcome: entry.outcome,
		refusal: entry.refusal,
		objectType: entry.objectType,
		objectId: entry.objectId,
		requestId: entry.requestId,
		detailDigest: entry.detailDigest
	});
}

/** The salt keeps a short value from being guessed out of its digest after it was erased. */
export function detailDigest(salt: string, content: JsonValue): string {
	return sha256(salt + canonicalJson(content));
}

/** Twin of the seals in the migration mark_audit_entries. */
export function sealHash(position: bigint, previousHash: string, digest: string): string {
	return sha256(canonicalJson({ position: position.toString(), previousHash, digest }));
}

/** bigint and Date have no place in JSON: money becomes decimal strings, instants ISO strings, as in revisions. */
export function plainJson(value: unknown): JsonValue {
	if (value === null || value === undefined) return null;
	if (typeof value === 'bigint') return value.toString();
	if (value instanceof Date) return value.toISOString();
	if (Array.isArray(value)) return value.map(plainJson);
	if (typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plainJson(inner)]]))
		);
	}
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
	return typeof value === 'boolean' ? value : String(value);
}

/** For the Merkle tree of the core. */
export const sha256Bytes: Hash = (...parts) => Buffer.from(sha256(Buffer.concat(parts)), 'hex');
