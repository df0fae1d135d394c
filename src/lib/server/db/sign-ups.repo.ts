import type { IdentityRepository, KeptSignUp } from '#lib/server/app/identity/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import type { Connection } from './connection.ts';

type SignUpQueries = Pick<IdentityRepository, 'addSignUp' | 'findSignUp' | 'useSignUp'>;

export function signUpQueries(db: Connection): SignUpQueries {
	return {
		async addSignUp({ email, locale, typed, tokenHash, lifetimeSeconds }) {
			await db.$executeRaw`
				INSERT INTO sign_up (id, email, token_hash, locale, typed, created_at, expires_at)
				VALUES (${identifiers.v4()}::uuid, ${email}, ${tokenHash}, ${locale}, ${JSON.stringify(typed)}::jsonb, app_now(),
				  app_now() + make_interval(secs => ${lifetimeSeconds}::double precision))`;
		},

		async findSignUp(tokenHash) {
			const [row] = await db.$queryRaw<(KeptSignUp & { used: boolean })[]>`
				SELECT s.email, s.locale, s.typed, s.used_at IS NOT NULL OR EXISTS (
				    SELECT 1 FROM account a WHERE a.email = s.email AND a.email_verified_at IS NOT NULL) AS used
				FROM sign_up s WHERE s.token_hash = ${tokenHash} AND s.expires_at > app_now()`;
			if (row === undefined) return undefined;
			const { used, ...kept } = row;
			return { ...kept, state: used ? 'used' : 'works' };
		},

		async useSignUp(tokenHash) {
			// All rows of the address in one order, so that two links of it wait for each other.
			await db.$queryRaw`
				SELECT id FROM sign_up WHERE email = (SELECT email FROM sign_up WHERE token_hash = ${tokenHash})
				ORDER BY id FOR UPDATE`;
			const [row] = await db.$queryRaw<KeptSignUp[]>`
				SELECT email, locale, typed FROM sign_up
				WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > app_now()`;
			if (row === undefined) return undefined;
			await db.$executeRaw`UPDATE sign_up SET used_at = app_now() WHERE email = ${row.email} AND used_at IS NULL`;
			return row;
		}
	};
}
