import type { IdentityRepository } from '#lib/server/app/identity/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import type { Connection } from './connection.ts';

type AccountQueries = Pick<
	IdentityRepository,
	| 'findAccountByEmail'
	| 'findAccount'
	| 'createAccount'
	| 'setLocale'
	| 'setPassword'
	| 'endLinks'
	| 'verifyEmail'
	| 'setDisabled'
	| 'forgetDevices'
	| 'rememberDevice'
	| 'knowsDevice'
	| 'addToken'
	| 'findToken'
	| 'useToken'
	| 'purgeExpired'
>;

/** Browsers that one account remembers; the oldest is forgotten first. */
const DEVICES_KEPT = 10;

export function accountQueries(db: Connection): AccountQueries {
	async function endLinks(accountId: string): Promise<void> {
		await db.$executeRaw`UPDATE account_token SET used_at = app_now() WHERE account_id = ${accountId}::uuid AND used_at IS NULL`;
	}

	return {
		endLinks,

		async findAccountByEmail(email) {
			return (await db.account.findUnique({ where: { email } })) ?? undefined;
		},

		async findAccount(id) {
			return (await db.account.findUnique({ where: { id } })) ?? undefined;
		},

		async createAccount(row) {
			await db.$executeRaw`
				INSERT INTO account (id, person_id, email, password_hash, email_verified_at, locale, demonstration, created_at)
				VALUES (${row.id}::uuid, ${row.personId}::uuid, ${row.email}, ${row.passwordHash},
				  CASE WHEN ${row.verified} THEN app_now() END, ${row.locale}, ${row.demonstration}, app_now())`;
		},

		async setLocale(id, locale) {
			await db.account.update({ where: { id }, data: { locale } });
		},

		async setPassword(id, passwordHash) {
			await db.account.update({ where: { id }, data: { passwordHash } });
			await endLinks(id);
		},

		async verifyEmail(id) {
			await db.$executeRaw`UPDATE account SET email_verified_at = app_now() WHERE id = ${id}::uuid AND email_verified_at IS NULL`;
		},

		async setDisabled(id, disabled) {
			const changed = await db.$executeRaw`
				UPDATE account SET disabled_at = CASE WHEN ${disabled} THEN app_now() END
				WHERE id = ${id}::uuid AND (disabled_at IS NOT NULL) <> ${disabled}`;
			return changed === 1;
		},

		async forgetDevices(accountId) {
			await db.knownDevice.deleteMany({ where: { accountId } });
		},

		async rememberDevice(accountId, deviceHash) {
			await db.$executeRaw`
				INSERT INTO known_device (account_id, device_hash, seen_at) VALUES (${accountId}::uuid, ${deviceHash}, app_now())
				ON CONFLICT (account_id, device_hash) DO UPDATE SET seen_at = EXCLUDED.seen_at`;
			await db.$executeRaw`
				DELETE FROM known_device WHERE account_id = ${accountId}::uuid AND device_hash NOT IN (
				  SELECT device_hash FROM known_device WHERE account_id = ${accountId}::uuid ORDER BY seen_at DESC LIMIT ${DEVICES_KEPT})`;
		},

		async knowsDevice(accountId, deviceHash) {
			return (await db.knownDevice.count({ where: { accountId, deviceHash } })) > 0;
		},

		async addToken({ accountId, purpose, tokenHash, payload, lifetimeSeconds }) {
			await db.$executeRaw`
				UPDATE account_token SET used_at = app_now() WHERE account_id = ${accountId}::uuid AND purpose = ${purpose} AND used_at IS NULL`;
			await db.$executeRaw`
				INSERT INTO account_token (id, account_id, purpose, token_hash, payload, expires_at)
				VALUES (${identifiers.v4()}::uuid, ${accountId}::uuid, ${purpose}, ${tokenHash},
				  ${payload === undefined ? null : JSON.stringify(payload)}::jsonb,
				  app_now() + make_interval(secs => ${lifetimeSeconds}::double precision))`;
		},

		async findToken(tokenHash, purpose) {
			const rows = await db.$queryRaw<{ accountId: string }[]>`
				SELECT t.account_id AS "accountId" FROM account_token t JOIN account a ON a.id = t.account_id
				WHERE t.token_hash = ${tokenHash} AND t.purpose = ${purpose} AND t.used_at IS NULL AND t.expires_at > app_now()
				  AND a.disabled_at IS NULL`;
			return rows[0];
		},

		async useToken(tokenHash, purpose) {
			const rows = await db.$queryRaw<{ accountId: string; payload: unknown }[]>`
				UPDATE account_token t SET used_at = app_now() FROM account a
				WHERE t.token_hash = ${tokenHash} AND t.purpose = ${purpose} AND t.used_at IS NULL AND t.expires_at > app_now()
				  AND a.id = t.account_id AND a.disabled_at IS NULL
				RETURNING t.account_id AS "accountId", t.payload`;
			return rows[0];
		},

		async purgeExpired() {
			// By the longest terms: whose session ended by a shorter one finds it so when it is used.
			const sessions = await db.$executeRaw`
				DELETE FROM session WHERE seen_at <= app_now() - make_interval(mins => (SELECT max(idle_minutes) FROM session_terms()))
				  OR created_at <= app_now() - make_interval(mins => (SELECT max(whole_minutes) FROM session_terms()))`;
			const counters = await db.$executeRaw`
				DELETE FROM attempt_limit WHERE expire <= (extract(epoch FROM app_now()) * 1000)::bigint`;
			const links = await db.$executeRaw`
				DELETE FROM account_token WHERE expires_at < app_now() - interval '7 days'`;
			const signUps = await db.$executeRaw`
				DELETE FROM sign_up WHERE expires_at < app_now() - interval '7 days' OR used_at < app_now() - interval '7 days'`;
			const devices =
				await db.$executeRaw`DELETE FROM known_device WHERE seen_at < app_now() - interval '400 days'`;
			const challenges = await db.$executeRaw`DELETE FROM factor_challenge WHERE expires_at < app_now()`;
			return sessions + counters + links + signUps + devices + challenges;
		}
	};
}
