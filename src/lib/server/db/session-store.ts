import { SESSION_KINDS } from '#lib/domain/access/session-terms.ts';
import { SESSION_STRENGTHS } from '#lib/domain/access/second-factor.ts';
import type { SessionStrength } from '#lib/domain/access/second-factor.ts';
import type { SessionTerm } from '#lib/domain/access/session-terms.ts';
import type { SessionStore } from '#lib/server/app/identity/ports.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { toPerson } from './identity.map.ts';
import type { ActorRow } from './identity.map.ts';
import { ACTOR } from './people.repo.ts';

/** Sessions that one account keeps; the longest unused ends first. */
const SESSIONS_KEPT = 20;

export interface StoredTerm {
	readonly kind: string;
	readonly idle_minutes: number;
	readonly whole_minutes: number;
}

export function toSessionTerm({ kind, idle_minutes, whole_minutes }: StoredTerm): SessionTerm {
	const known = SESSION_KINDS.find((one) => one === kind);
	if (known === undefined) throw new Error(`session_term.kind holds ${kind}`);
	return { kind: known, idleMinutes: idle_minutes, wholeMinutes: whole_minutes };
}

function toStrength(text: string): SessionStrength {
	const known = SESSION_STRENGTHS.find((one) => one === text);
	if (known === undefined) throw new Error(`session.strength holds ${text}`);
	return known;
}

type SessionOfActor = ActorRow & {
	readonly session_account: string;
	readonly strength: string;
	readonly created_at: Date;
	readonly seen_at: Date;
	readonly now: Date;
	readonly terms: readonly StoredTerm[];
	readonly disabled: boolean;
};

export function sessionStore({ prisma: db, rows }: Pick<Database, 'prisma' | 'rows'>): SessionStore {
	// Asked at every request of everybody who is signed in: the session and its person in one statement.
	async function find(idHash: string): Promise<SessionOfActor | undefined> {
		const [row] = await rows<SessionOfActor>(
			Prisma.sql`SELECT s.account_id AS session_account, s.strength, s.created_at, s.seen_at, app_now() AS now,
			(SELECT json_agg(t) FROM session_terms() t) AS terms, a.disabled_at IS NOT NULL AS disabled, ${ACTOR}
			FROM session s JOIN account a ON a.id = s.account_id JOIN person p ON p.id = a.person_id WHERE s.id = ${idHash}`
		);
		return row;
	}

	return {
		async find(idHash) {
			const row = await find(idHash);
			if (row === undefined) return undefined;
			return {
				accountId: row.session_account,
				person: row.disabled ? undefined : toPerson(row),
				strength: toStrength(row.strength),
				startedAt: row.created_at,
				seenAt: row.seen_at,
				now: row.now,
				terms: row.terms.map(toSessionTerm)
			};
		},
		async insert({ idHash, accountId, strength, browser: from }) {
			const { browser = '', system = '', network = '' } = from ?? {};
			await db.$executeRaw`
				INSERT INTO session (id, account_id, created_at, seen_at, browser, system, network, strength)
				SELECT ${idHash}, ${accountId}::uuid, n.at, n.at, ${browser}, ${system}, ${network}, ${strength} FROM (SELECT app_now() AS at) AS n`;
			await db.$executeRaw`
				DELETE FROM session WHERE account_id = ${accountId}::uuid AND id NOT IN (
				  SELECT id FROM session WHERE account_id = ${accountId}::uuid ORDER BY seen_at DESC, created_at DESC LIMIT ${SESSIONS_KEPT})`;
			const row = await find(idHash);
			return {
				person: row === undefined || row.disabled ? undefined : toPerson(row),
				terms: row?.terms.map(toSessionTerm) ?? []
			};
		},
		async touch(idHash, browser) {
			await db.$executeRaw`
				UPDATE session SET seen_at = greatest(seen_at, app_now()), network = coalesce(${browser?.network ?? null}, network)
				WHERE id = ${idHash}`;
		},
		async remove(idHash) {
			await db.session.deleteMany({ where: { id: idHash } });
		},
		async removeAllOf(accountId) {
			await db.session.deleteMany({ where: { accountId } });
		}
	};
}
