import { EMPTY_FRONTIER, grow, rootOf } from '#lib/domain/audit/merkle.ts';
import type { TileUnit } from '#lib/domain/audit/tiles.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type {
	AuditFinding,
	AuditVerification,
	Checkpoint,
	OutsideEvidence,
	ReadCheckpoint
} from '#lib/server/app/audit/ports.ts';
import { isMarked } from './audit-keys.ts';
import type { AuditKeys } from './audit-keys.ts';
import { PublishedComparison } from './audit-published.ts';
import { detailDigest, entryText, sealHash, sha256Bytes } from './audit-chain.ts';
import type { StoredEntry } from './audit-chain.ts';
import { sha256 } from '#lib/server/ids.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/**
 * How much older than its predecessor an entry may be, seconds: a verb reads the time when it ends and is cut off
 * after thirty, and places follow the beginning of transactions.
 */
export const BACKWARDS_SECONDS = 60;

const AT_ONCE = 1000;

interface SealedEntry extends Omit<StoredEntry, 'id' | 'at'> {
	readonly position: bigint;
	readonly entryId: string;
	readonly previousHash: string;
	readonly hash: string;
	readonly sealedAt: Date;
	/** Null: the entry is gone. */
	readonly at: Date | null;
	readonly digest: string;
	readonly keyId: string;
	readonly mac: string;
	readonly salt: string | null;
	readonly content: JsonValue;
	readonly erased: boolean;
}

async function sealedAfter(rows: Rows, position: bigint): Promise<SealedEntry[]> {
	return rows<SealedEntry>(Prisma.sql`
		SELECT s.position, s.entry_id AS "entryId", s.previous_hash AS "previousHash", s.hash, s.sealed_at AS "sealedAt",
		  e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf", e.action, e.outcome,
		  e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId",
		  e.detail_digest AS "detailDigest", e.digest, e.key_id AS "keyId", e.mac, d.salt, d.content,
		  d.salt IS NULL AND EXISTS (SELECT 1 FROM audit_entry x WHERE x.object_type = 'audit_entry' AND x.object_id = s.entry_id::text
		    AND x.action = 'erase_audit_detail' AND x.outcome = 'done') AS erased
		FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id LEFT JOIN audit_detail d ON d.entry_id = s.entry_id
		WHERE s.position > ${position} ORDER BY s.position LIMIT ${AT_ONCE}`);
}

/** What the checkpoints say that the log was, compared as the walk along the seals reaches their size. */
class Comparison {
	readonly findings: AuditFinding[] = [];
	readonly #bySize = new Map<bigint, Checkpoint[]>();
	readonly #mine: readonly Checkpoint[];
	#agreed: Checkpoint | undefined;
	#rebuilt = false;

	constructor(
		read: readonly ReadCheckpoint[],
		origin: { readonly logId: string; readonly unmarked: bigint }
	) {
		const mine: Checkpoint[] = [];
		const others = new Set<string>();
		for (const { place, checkpoint } of read) {
			if (checkpoint === undefined) this.findings.push({ kind: 'checkpoint_damaged', place });
			else if (checkpoint.logId !== origin.logId) {
				// The first of each other log tells since when; the rest of it would only repeat that.
				if (!others.has(checkpoint.logId))
					this.findings.push({ kind: 'other_log', at: checkpoint.at, place });
				others.add(checkpoint.logId);
			} else {
				if (
					checkpoint.unmarked !== origin.unmarked &&
					!this.findings.some(({ kind }) => kind === 'unmarked_moved')
				)
					this.findings.push({ kind: 'unmarked_moved', at: checkpoint.at, place });
				mine.push(checkpoint);
			}
		}
		this.#mine = mine;
		for (const checkpoint of mine)
			this.#bySize.set(checkpoint.size, [...(this.#bySize.get(checkpoint.size) ?? []), checkpoint]);
	}

	get count(): number {
		return this.#mine.length;
	}

	get largest(): bigint {
		return this.#mine.reduce((most, { size }) => (size > most ? size : most), 0n);
	}

	reached(size: bigint, root: () => string): void {
		const here = this.#bySize.get(size);
		if (here === undefined) return;
		const found = root();
		for (const checkpoint of here) {
			if (checkpoint.root === found) this.#agreed = checkpoint;
			else if (!this.#rebuilt) {
				this.#rebuilt = true;
				const { at } = checkpoint;
				this.findings.push({ kind: 'rebuilt', size, at, ...(this.#agreed && { agreed: this.#agreed }) });
			}
		}
	}

	/** `newest`: the seal at the end, where it is old enough to have a checkpoint. */
	ended(size: bigint, newest: { readonly position: bigint; readonly sealedAt: Date } | undefined): void {
		const beyond = this.#mine.filter((checkpoint) => checkpoint.size > size);
		const [first] = beyond;
		const largest = beyond.reduce<Checkpoint | undefined>(
			(most, next) => (most === undefined || next.size > most.size ? next : most),
			first
		);
		if (largest !== undefined)
			this.findings.push({
				kind: 'cut',
				size: largest.size,
				at: largest.at,
				...(this.#agreed && { agreed: this.#agreed })
			});
		else if (newest !== undefined && !this.#mine.some((checkpoint) => checkpoint.size >= newest.position))
			this.findings.push({ kind: 'checkpoint_behind', position: newest.position, at: newest.sealedAt });
	}
}

function findingsOf(
	keys: AuditKeys,
	seal: SealedEntry,
	before: { position: bigint; hash: string; latest: number; unmarked: bigint }
): AuditFinding[] {
	const findings: AuditFinding[] = [];
	const { position, entryId, sealedAt, at } = seal;
	if (position !== before.position + 1n || seal.previousHash !== before.hash)
		findings.push({ kind: 'reordered', position, at: sealedAt });
	if (at === null) return [...findings, { kind: 'missing', entryId, position, at: sealedAt }];
	const text = entryText({ ...seal, at, id: entryId });
	const digest = sha256(text);
	if (digest !== seal.digest || sealHash(position, seal.previousHash, digest) !== seal.hash)
		findings.push({ kind: 'altered', entryId, position, at });
	else if (position > before.unmarked && !isMarked(keys, seal, text))
		findings.push({ kind: 'forged', entryId, at });
	if (at.getTime() < before.latest - BACKWARDS_SECONDS * 1000)
		findings.push({ kind: 'backwards', entryId, position, at });
	if (seal.salt === null) {
		if (seal.detailDigest !== '' && !seal.erased) findings.push({ kind: 'detail_missing', entryId, at });
	} else if (detailDigest(seal.salt, seal.content) !== seal.detailDigest) {
		findings.push({ kind: 'detail_altered', entryId, at });
	}
	return findings;
}

/** Reads the whole log again, entry by entry, as its ports say. */
export async function verifyTrail(
	rows: Rows,
	keys: AuditKeys,
	graceSeconds: number,
	outside: OutsideEvidence | undefined
): Promise<AuditVerification> {
	const findings: AuditFinding[] = [];
	const [origin] = await rows<{ logId: string; unmarked: bigint }>(
		Prisma.sql`SELECT id AS "logId", unmarked FROM audit_log`
	);
	if (origin === undefined) throw new Error('the audit log has no name');
	const comparison = new Comparison(outside?.checkpoints ?? [], origin);
	const published = outside && new PublishedComparison(outside.tiles, comparison.largest);
	let frontier = EMPTY_FRONTIER;
	let latest = -Infinity;
	let last: SealedEntry | undefined;
	for (;;) {
		const seals = await sealedAfter(rows, last?.position ?? 0n);
		if (seals.length === 0) break;
		const units: TileUnit[] = [];
		for (const seal of seals) {
			const before = {
				position: last?.position ?? 0n,
				hash: last?.hash ?? '',
				latest,
				unmarked: origin.unmarked
			};
			findings.push(...findingsOf(keys, seal, before));
			latest = Math.max(latest, seal.at?.getTime() ?? latest);
			const grown = grow(sha256Bytes, frontier, Buffer.from(seal.hash, 'hex'));
			const reached = grown.frontier;
			frontier = reached;
			units.push(...grown.added);
			comparison.reached(seal.position, () => Buffer.from(rootOf(sha256Bytes, reached)).toString('hex'));
			last = seal;
		}
		await published?.compare(
			units,
			new Map(seals.map(({ position, sealedAt }) => [position, sealedAt] as const))
		);
	}
	findings.push(...(await unsealedFindings(rows, keys, graceSeconds)));
	if (outside !== undefined) {
		const [clock] = await rows<{ now: Date }>(Prisma.sql`SELECT app_now() AS now`);
		const due = (clock?.now.getTime() ?? 0) - graceSeconds * 1000;
		comparison.ended(
			last?.position ?? 0n,
			last !== undefined && last.sealedAt.getTime() < due ? last : undefined
		);
	}
	return {
		sealed: last?.position ?? 0n,
		checkpoints: comparison.count,
		findings: [...findings, ...comparison.findings, ...(published?.findings ?? [])]
	};
}

/** What waits for its seal longer than it should; and what never gets one, at once. */
async function unsealedFindings(rows: Rows, keys: AuditKeys, graceSeconds: number): Promise<AuditFinding[]> {
	const waiting = await rows<StoredEntry & { keyId: string; mac: string; late: boolean }>(Prisma.sql`
		SELECT e.id, e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf", e.action,
		  e.outcome, e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId",
		  e.detail_digest AS "detailDigest", e.key_id AS "keyId", e.mac,
		  e.at < app_now() - make_interval(secs => ${graceSeconds}::double precision) AS late
		FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id LIMIT ${AT_ONCE}`);
	return waiting.flatMap((entry): AuditFinding[] => {
		const { id: entryId, at } = entry;
		if (!isMarked(keys, entry, entryText(entry))) return [{ kind: 'forged', entryId, at }];
		return entry.late ? [{ kind: 'unsealed', entryId, at }] : [];
	});
}
