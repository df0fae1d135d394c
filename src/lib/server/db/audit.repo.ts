import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { AuditFinding, AuditLine, AuditRepository } from '#lib/server/app/audit/ports.ts';
import { identifiers, sha256 } from '#lib/server/ids.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { sealedById } from './sealed.ts';

interface StoredEntry extends AuditLine {
	readonly id: string;
	readonly at: Date;
	readonly detailDigest: string;
}

/** What the digest of an entry covers: every column that says something, in canonical JSON. */
function digestedText(entry: Omit<StoredEntry, 'at'>, at: string): string {
	return canonicalJson({
		id: entry.id,
		at,
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

function entryDigest(entry: StoredEntry): string {
	return sha256(digestedText(entry, entry.at.toISOString()));
}

/** The digested text before and after its time; no column can hold the mark, which is made of the entry's new id. */
function aroundTime(entry: Omit<StoredEntry, 'at'>): readonly [string, string] {
	const mark = `at ${entry.id}`;
	const [head, tail, ...more] = digestedText(entry, mark).split(mark);
	if (head === undefined || tail === undefined || more.length > 0)
		throw new Error('an audit entry holds the mark of its own time');
	return [head, tail];
}

function sealHash(position: bigint, previousHash: string, digest: string): string {
	return sha256(canonicalJson({ position: position.toString(), previousHash, digest }));
}

/** bigint and Date have no place in JSON: money becomes decimal strings, instants ISO strings, as in revisions. */
function plain(value: unknown): JsonValue {
	if (value === null || value === undefined) return null;
	if (typeof value === 'bigint') return value.toString();
	if (value instanceof Date) return value.toISOString();
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)]]))
		);
	}
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
	return typeof value === 'boolean' ? value : String(value);
}

interface ListedEntry extends AuditLine {
	readonly id: string;
	readonly at: Date;
	readonly digest: string;
	readonly position: bigint | null;
	readonly sealHash: string | null;
	readonly sealed: boolean;
	readonly total: bigint;
}

/** Whether entry `e` is about a sealed dossier, or about a file of one. What is not known any more counts as sealed. */
function tellsOfSealed(): Prisma.Sql {
	const id = Prisma.sql`(CASE WHEN e.object_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN e.object_id::uuid END)`;
	return Prisma.sql`(CASE e.object_type
		WHEN 'application' THEN ${sealedById(id)}
		WHEN 'document' THEN ${sealedById(Prisma.sql`(SELECT f.application_id FROM application_document f WHERE f.id = ${id})`)}
		WHEN 'upload' THEN ${sealedById(Prisma.sql`(SELECT u.application_id FROM upload u WHERE u.id = ${id})`)}
		ELSE false END)`;
}

const SEALER_LOCK = 7_315_001n;

export function auditRepository(db: Connection, rows: Rows): AuditRepository {
	return {
		async append(line, detail) {
			const id = identifiers.v7();
			const content = plain({ before: detail.before, after: detail.after });
			const kept = detail.before !== undefined || detail.after !== undefined;
			const salt = kept ? identifiers.secret() : '';
			const detailDigest = kept ? sha256(salt + canonicalJson(content)) : '';
			const entry = { ...line, id, detailDigest };
			// The digest covers the time, and the time is the database's: the same bytes as `entryDigest`, put together there.
			// Milliseconds: what a JavaScript Date carries back when the digest is checked.
			const [head, tail] = aroundTime(entry);
			await rows(Prisma.sql`
				WITH stamp AS (SELECT date_trunc('milliseconds', app_now()) AS at), kept AS (
				  INSERT INTO audit_detail (entry_id, salt, content)
				  SELECT ${id}::uuid, ${salt}, ${JSON.stringify(content)}::jsonb WHERE ${kept}::boolean)
				INSERT INTO audit_entry (id, at, actor_id, grant_used, on_behalf_of, action, outcome, refusal, object_type, object_id,
				  request_id, detail_digest, digest)
				SELECT ${id}::uuid, at, ${entry.actorId}, ${entry.grantUsed}, ${entry.onBehalfOf}, ${entry.action}, ${entry.outcome},
				  ${entry.refusal}, ${entry.objectType}, ${entry.objectId}, ${entry.requestId}, ${detailDigest},
				  encode(sha256(convert_to(${head}::text || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ${tail}::text, 'UTF8')), 'hex')
				FROM stamp`);
		},

		async list({ actorId, objectId, action, outcome, page, size }) {
			const named = [
				...(actorId === undefined ? [] : [Prisma.sql`e.actor_id = ${actorId}`]),
				...(objectId === undefined ? [] : [Prisma.sql`e.object_id = ${objectId}`])
			];
			const where = [
				Prisma.sql`true`,
				...named,
				...(action === undefined ? [] : [Prisma.sql`e.action = ${action}`]),
				...(outcome === undefined ? [] : [Prisma.sql`e.outcome = ${outcome}`]),
				...(named.length === 0 ? [] : [Prisma.sql`NOT ${tellsOfSealed()}`])
			];
			const found = await rows<ListedEntry>(Prisma.sql`
				WITH shown AS (
				  SELECT e.*, count(*) OVER () AS total FROM audit_entry e WHERE ${Prisma.join(where, ' AND ')}
				  ORDER BY e.at DESC, e.id DESC LIMIT ${size} OFFSET ${(page - 1) * size})
				SELECT e.id, e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf", e.action,
				  e.outcome, e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId", e.digest,
				  s.position, s.hash AS "sealHash", ${tellsOfSealed()} AS sealed, e.total
				FROM shown e LEFT JOIN audit_seal s ON s.entry_id = e.id ORDER BY e.at DESC, e.id DESC`);
			return {
				rows: found.map(({ total: _total, position, sealHash, ...entry }) => ({
					...entry,
					...(position === null || sealHash === null ? {} : { position, sealHash })
				})),
				total: Number(found[0]?.total ?? 0n)
			};
		},

		async actions() {
			const found = await db.$queryRaw<
				{ action: string }[]
			>`SELECT DISTINCT action FROM audit_entry ORDER BY action`;
			return found.map(({ action }) => action);
		},

		async seal(limit) {
			const [lock] = await db.$queryRaw<
				{ got: boolean }[]
			>`SELECT pg_try_advisory_xact_lock(${SEALER_LOCK}) AS got`;
			if (lock?.got !== true) return 0;
			const [last] = await db.auditSeal.findMany({ orderBy: { position: 'desc' }, take: 1 });
			// Only rows of transactions that nobody older can still precede: positions never change their order later.
			const ready = await db.$queryRaw<{ id: string; digest: string }[]>`
				SELECT e.id, e.digest FROM audit_entry e
				WHERE e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
				  AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
				ORDER BY e.xid, e.id LIMIT ${limit}`;
			let position = last?.position ?? 0n;
			let previousHash = last?.hash ?? '';
			const sealedAt = await clockRepository(db).now();
			const seals = ready.map(({ id, digest }) => {
				position += 1n;
				const hash = sealHash(position, previousHash, digest);
				const seal = { position, entryId: id, previousHash, hash, sealedAt };
				previousHash = hash;
				return seal;
			});
			if (seals.length > 0) await db.auditSeal.createMany({ data: seals });
			return seals.length;
		},

		async verify(graceSeconds) {
			const findings: AuditFinding[] = [];
			let position = 0n;
			let previousHash = '';
			for (;;) {
				const seals = await db.auditSeal.findMany({
					where: { position: { gt: position } },
					orderBy: { position: 'asc' },
					take: 1000
				});
				if (seals.length === 0) break;
				const ids = seals.map(({ entryId }) => entryId);
				const entries = new Map(
					(await db.auditEntry.findMany({ where: { id: { in: ids } } })).map((e) => [e.id, e])
				);
				const details = new Map(
					(await db.auditDetail.findMany({ where: { entryId: { in: ids } } })).map((d) => [d.entryId, d])
				);
				for (const seal of seals) {
					if (seal.position !== position + 1n || seal.previousHash !== previousHash) {
						findings.push({ kind: 'reordered', position: seal.position });
					}
					const entry = entries.get(seal.entryId);
					if (entry === undefined) {
						findings.push({ kind: 'missing', entryId: seal.entryId, position: seal.position });
					} else {
						const line: StoredEntry = { ...entry, outcome: entry.outcome === 'done' ? 'done' : 'refused' };
						const digest = entryDigest(line);
						if (digest !== entry.digest || sealHash(seal.position, seal.previousHash, digest) !== seal.hash) {
							findings.push({ kind: 'altered', entryId: entry.id });
						}
						// An erased detail is lawful (personal data); a changed one is not.
						const detail = details.get(entry.id);
						if (
							detail !== undefined &&
							sha256(detail.salt + canonicalJson(detail.content as JsonValue)) !== entry.detailDigest
						) {
							findings.push({ kind: 'detail_altered', entryId: entry.id });
						}
					}
					position = seal.position;
					previousHash = seal.hash;
				}
			}
			const unsealed = await db.$queryRaw<{ id: string }[]>`
				SELECT e.id FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
				  AND e.at < app_now() - make_interval(secs => ${graceSeconds}::double precision) ORDER BY e.id LIMIT 1000`;
			for (const { id } of unsealed) findings.push({ kind: 'unsealed', entryId: id });
			return { sealed: position, findings };
		}
	};
}
