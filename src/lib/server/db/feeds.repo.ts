import type { FeedsRepository } from '#lib/server/app/work/reminder-ports.ts';
import type { Locale } from '#lib/server/app/mail/letter.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

export function feedsRepository(rows: Rows): FeedsRepository {
	const end = async (accountId: string): Promise<boolean> => {
		const ended = await rows(Prisma.sql`UPDATE calendar_feed SET ended_at = app_now()
			WHERE account_id = ${accountId}::uuid AND ended_at IS NULL RETURNING id`);
		return ended.length > 0;
	};
	return {
		async madeAt(accountId) {
			const [row] = await rows<{ madeAt: Date }>(Prisma.sql`SELECT made_at AS "madeAt" FROM calendar_feed
				WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`);
			return row?.madeAt;
		},
		async make({ id, accountId, tokenHash }) {
			await end(accountId);
			await rows(Prisma.sql`INSERT INTO calendar_feed (id, account_id, token_hash, made_at)
				VALUES (${id}::uuid, ${accountId}::uuid, ${tokenHash}, app_now())`);
		},
		end,
		async find(tokenHash) {
			const [row] = await rows<{ accountId: string; locale: Locale }>(Prisma.sql`
				SELECT f.account_id AS "accountId", CASE a.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM calendar_feed f JOIN account a ON a.id = f.account_id
				WHERE f.token_hash = ${tokenHash} AND f.ended_at IS NULL AND a.disabled_at IS NULL`);
			return row;
		}
	};
}
