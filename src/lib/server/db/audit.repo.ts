import type { AuditRepository } from '#lib/server/app/audit/ports.ts';
import { isMarked, markOf } from './audit-keys.ts';
import type { AuditKeys } from './audit-keys.ts';
import { detailDigest, entryText, plainJson, sealHash } from './audit-chain.ts';
import type { StoredEntry } from './audit-chain.ts';
import { identifiers, sha256 } from '#lib/server/ids.ts';
import { objectsOfCode, peopleOfName, sealedCalls, thingsMeant } from './audit-codes.ts';
import {
	actionsOfTrail,
	detailsOf,
	dossiersBeingJudged,
	entriesOf,
	objectsNamed,
	searchTrail
} from './audit-search.ts';
import { submissionEntry } from './audit-provable.ts';
import { BACKWARDS_SECONDS, verifyTrail } from './audit-verification.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

const SEALER_LOCK = 7_315_001n;

export function auditRepository(db: Connection, rows: Rows, keys: AuditKeys): AuditRepository {
	return {
		async append(line, { before, after, figures }) {
			const kept = before !== undefined || after !== undefined || figures !== undefined;
			const content = plainJson({ before, after, ...(figures === undefined ? {} : { figures }) });
			const salt = kept ? identifiers.secret() : '';
			// Digest and mark cover the time, and the time is the database's. Milliseconds: what a Date carries back.
			const [stamp] = await rows<{ at: Date }>(
				Prisma.sql`SELECT date_trunc('milliseconds', app_now()) AS at`
			);
			if (stamp === undefined) throw new Error('the database does not tell the time');
			const entry: StoredEntry = {
				...line,
				id: identifiers.v7(),
				at: stamp.at,
				detailDigest: kept ? detailDigest(salt, content) : ''
			};
			const text = entryText(entry);
			const [key] = keys;
			await rows(Prisma.sql`
				WITH kept AS (
				  INSERT INTO audit_detail (entry_id, salt, content)
				  SELECT ${entry.id}::uuid, ${salt}, ${JSON.stringify(content)}::jsonb WHERE ${kept}::boolean)
				INSERT INTO audit_entry (id, at, actor_id, grant_used, on_behalf_of, action, outcome, refusal, object_type, object_id,
				  request_id, detail_digest, digest, key_id, mac)
				VALUES (${entry.id}::uuid, ${entry.at}, ${entry.actorId}, ${entry.grantUsed}, ${entry.onBehalfOf}, ${entry.action},
				  ${entry.outcome}, ${entry.refusal}, ${entry.objectType}, ${entry.objectId}, ${entry.requestId}, ${entry.detailDigest},
				  ${sha256(text)}, ${key.id}, ${markOf(key, text)})`);
		},

		async hasRecent({ actorId, action, outcome, objectType, objectId }, seconds) {
			const found = await rows<{ id: string }>(Prisma.sql`
				SELECT id FROM audit_entry WHERE object_type = ${objectType} AND object_id = ${objectId} AND actor_id = ${actorId}
				  AND action = ${action} AND outcome = ${outcome} AND at > app_now() - make_interval(secs => ${seconds}::double precision) LIMIT 1`);
			return found.length > 0;
		},

		list: (filter) => searchTrail(rows, filter),

		async find(entryId) {
			const [entry] = await entriesOf(rows, [entryId]);
			return entry;
		},

		details: (ids) => detailsOf(rows, ids),
		objectsOfCode: (code, typed) => objectsOfCode(rows, code, typed),
		thingsMeant: (typed) => thingsMeant(rows, typed),
		sealedCalls: () => sealedCalls(rows),
		peopleOfName: (text) => peopleOfName(rows, text),
		objectsNamed: (ids) => objectsNamed(rows, ids),
		beingJudged: (ids) => dossiersBeingJudged(rows, ids),
		actions: () => actionsOfTrail(rows),

		async seal(limit, passOver) {
			const [lock] = await db.$queryRaw<
				{ got: boolean }[]
			>`SELECT pg_try_advisory_xact_lock(${SEALER_LOCK}) AS got`;
			if (lock?.got !== true) return { sealed: 0, refused: [], backwards: [] };
			const [last] = await db.auditSeal.findMany({ orderBy: { position: 'desc' }, take: 1 });
			// Only rows of transactions that nobody older can still precede: positions never change their order later.
			const ready = await rows<StoredEntry & { digest: string; keyId: string; mac: string }>(Prisma.sql`
				SELECT e.id, e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf", e.action,
				  e.outcome, e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId",
				  e.detail_digest AS "detailDigest", e.digest, e.key_id AS "keyId", e.mac
				FROM audit_entry e
				WHERE e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AND e.id <> ALL(${[...passOver]}::uuid[])
				  AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
				ORDER BY e.xid, e.id LIMIT ${limit}`);
			const marked = ready.filter((entry) => {
				const text = entryText(entry);
				return sha256(text) === entry.digest && isMarked(keys, entry, text);
			});
			const head = last && (await db.auditEntry.findUnique({ where: { id: last.entryId } }));
			let latest = head?.at.getTime() ?? -Infinity;
			let position = last?.position ?? 0n;
			let previousHash = last?.hash ?? '';
			const sealedAt = await clockRepository(db).now();
			const backwards: string[] = [];
			const seals = marked.map(({ id, at, digest }) => {
				if (at.getTime() < latest - BACKWARDS_SECONDS * 1000) backwards.push(id);
				latest = Math.max(latest, at.getTime());
				position += 1n;
				const hash = sealHash(position, previousHash, digest);
				const seal = { position, entryId: id, previousHash, hash, sealedAt };
				previousHash = hash;
				return seal;
			});
			if (seals.length > 0) await db.auditSeal.createMany({ data: seals });
			const taken = new Set(marked);
			const refused = ready.filter((entry) => !taken.has(entry)).map(({ id }) => id);
			return { sealed: seals.length, refused, backwards };
		},

		async sealsAfter(position, limit) {
			return rows(Prisma.sql`
				SELECT position, hash, sealed_at AS "sealedAt" FROM audit_seal WHERE position > ${position}
				ORDER BY position LIMIT ${limit}`);
		},

		submissionEntry: (applicationId, revision) => submissionEntry(rows, applicationId, revision),

		async origin() {
			const [origin] = await rows<{ logId: string; unmarked: bigint }>(
				Prisma.sql`SELECT id AS "logId", unmarked FROM audit_log`
			);
			if (origin === undefined) throw new Error('the audit log has no name');
			return origin;
		},

		async eraseDetail(entryId) {
			const [done] = await rows<{ erased: boolean }>(
				Prisma.sql`SELECT erase_audit_detail(${entryId}::uuid) AS erased`
			);
			return done?.erased === true;
		},

		verify: (graceSeconds, outside) => verifyTrail(rows, keys, graceSeconds, outside),

		async lastSealedAt() {
			const [row] = await rows<{ at: Date }>(
				Prisma.sql`SELECT sealed_at AS at FROM audit_seal ORDER BY position DESC LIMIT 1`
			);
			return row?.at;
		}
	};
}
