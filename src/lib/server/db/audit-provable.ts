import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { ProvableEntry } from '#lib/server/app/audit/ports.ts';
import { entryText } from './audit-chain.ts';
import type { StoredEntry } from './audit-chain.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

interface StoredProof extends StoredEntry {
	readonly position: bigint | null;
	readonly previousHash: string | null;
	readonly salt: string | null;
	readonly content: JsonValue;
}

/** The entry of the n-th submission of an application, which is that of its n-th revision. */
export async function submissionEntry(
	rows: Rows,
	applicationId: string,
	revision: number
): Promise<ProvableEntry | undefined> {
	const [found] = await rows<StoredProof>(Prisma.sql`
		SELECT e.id, e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf", e.action,
		  e.outcome, e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId",
		  e.detail_digest AS "detailDigest", s.position, s.previous_hash AS "previousHash", d.salt, d.content
		FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id LEFT JOIN audit_detail d ON d.entry_id = e.id
		WHERE e.object_id = ${applicationId} AND e.object_type = 'application' AND e.action = 'submit_application'
		  AND e.outcome = 'done' ORDER BY e.at, e.id OFFSET ${revision - 1} LIMIT 1`);
	if (found === undefined) return undefined;
	const { position, previousHash, salt, content } = found;
	return {
		text: entryText(found),
		...(position === null || previousHash === null ? {} : { seal: { position, previousHash } }),
		...(salt === null ? {} : { detail: { salt, content: canonicalJson(content) } })
	};
}
