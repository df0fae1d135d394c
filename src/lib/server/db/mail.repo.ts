import type { MailRepository, MailRow } from '#lib/server/app/mail/outbox-ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { containing } from './like.ts';
import { sealedById } from './sealed.ts';

/** After this many attempts a message is `failed` and waits for a person. */
const LAST_ATTEMPT = 8;

interface StoredMail extends Omit<MailRow, 'state' | 'language'> {
	readonly state: string;
	readonly language: string;
}

const SEALED = Prisma.sql`(application_id IS NOT NULL AND ${sealedById(Prisma.sql`mail_message.application_id`)})`;

const COLUMNS = Prisma.sql`id, idempotency_key AS "idempotencyKey", recipient, recipient_name AS "recipientName", language, subject,
	body, html, words_version AS "wordsVersion", state, attempts, last_error AS "lastError", created_at AS "createdAt", sent_at AS "sentAt", refused_at AS "refusedAt",
	${SEALED} AS sealed`;

const STATES: Readonly<Record<string, MailRow['state']>> = {
	queued: 'queued',
	held: 'held',
	sent: 'sent',
	failed: 'failed'
};

function toRow(row: StoredMail): MailRow {
	return { ...row, state: STATES[row.state] ?? 'failed', language: row.language === 'en' ? 'en' : 'vi' };
}

export function mailRepository(db: Connection): MailRepository {
	return {
		async enqueue(mail) {
			await db.$executeRaw`
				INSERT INTO mail_message (id, idempotency_key, recipient, recipient_name, language, subject, body, html, application_id, letter, words_version, state, created_at, due_at)
				VALUES (${identifiers.v7()}::uuid, ${mail.idempotencyKey}, ${mail.recipient}, ${mail.recipientName}, ${mail.language},
				  ${mail.subject}, ${mail.body}, ${mail.html ?? ''}, ${mail.applicationId ?? null}::uuid, ${mail.letter ?? ''}, ${mail.wordsVersion ?? 0}, 'queued', app_now(), app_now())
				ON CONFLICT (idempotency_key) DO NOTHING`;
		},

		async wasTold(key) {
			const [found] = await db.$queryRaw<{ told: boolean }[]>`
				SELECT EXISTS (SELECT 1 FROM mail_message WHERE starts_with(idempotency_key, ${`${key}:`})) AS told`;
			return found?.told === true;
		},

		async list({ search, page, size }) {
			const found = containing(Prisma.sql`vn_fold(subject) || ' ' || recipient`, search);
			const where =
				found.length === 0 ? Prisma.sql`true` : Prisma.join([...found, Prisma.sql`NOT ${SEALED}`], ' AND ');
			const rows = await db.$queryRaw<(StoredMail & { total: bigint })[]>`
				SELECT ${COLUMNS}, count(*) OVER () AS total
				FROM mail_message WHERE ${where}
				ORDER BY created_at DESC, id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
			return {
				rows: rows.map(({ total: _total, ...row }) => toRow(row)),
				total: Number(rows[0]?.total ?? 0n)
			};
		},

		async find(id) {
			const [row] = await db.$queryRaw<
				StoredMail[]
			>`SELECT ${COLUMNS} FROM mail_message WHERE id = ${id}::uuid`;
			return row === undefined ? undefined : toRow(row);
		},

		async refusedAt(address) {
			const [row] = await db.$queryRaw<{ refusedAt: Date | null }[]>`
				SELECT refused_at AS "refusedAt" FROM mail_message WHERE recipient = ${address} AND state IN ('sent', 'failed')
				ORDER BY created_at DESC, id DESC LIMIT 1`;
			return row?.refusedAt ?? undefined;
		},

		async claimDue(limit) {
			const rows = await db.$queryRaw<StoredMail[]>`
				SELECT ${COLUMNS} FROM mail_message WHERE state = 'queued' AND due_at <= app_now()
				ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
			return rows.map(toRow);
		},

		async markDelivered(id, state, at) {
			await db.mailMessage.update({
				where: { id },
				data: { state, sentAt: at, attempts: { increment: 1 }, lastError: '' }
			});
		},

		async markRefused(id, error) {
			await db.$executeRaw`
				UPDATE mail_message SET state = 'failed', attempts = attempts + 1, last_error = ${error.slice(0, 500)}, refused_at = app_now()
				WHERE id = ${id}::uuid`;
		},

		async markFailed(id, error) {
			// The next attempt is due after 30 s, 1 min, 2 min ...
			const [row] = await db.$queryRaw<{ state: string }[]>`
				UPDATE mail_message SET attempts = attempts + 1, last_error = ${error.slice(0, 500)},
				  state = CASE WHEN attempts + 1 >= ${LAST_ATTEMPT} THEN 'failed' ELSE 'queued' END,
				  due_at = app_now() + make_interval(secs => 30 * power(2, attempts)::double precision)
				WHERE id = ${id}::uuid RETURNING state`;
			return row?.state === 'failed' ? 'failed' : 'queued';
		},

		async keepWords(id, { body, html }) {
			await db.mailMessage.update({ where: { id }, data: { body, html } });
		}
	};
}
