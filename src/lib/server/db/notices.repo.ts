import { DELIVERIES } from '#lib/domain/letters/delivery.ts';
import type { LetterChoices } from '#lib/domain/letters/delivery.ts';
import { LETTER_GROUPS } from '#lib/domain/letters/kinds.ts';
import type { Locale } from '#lib/server/app/mail/letter.ts';
import type { NoticeReader, NoticeRow, NoticesRepository } from '#lib/server/app/mail/notice-ports.ts';
import { Prisma } from './generated/client.ts';
import { containing } from './like.ts';
import type { Rows } from './rows.ts';

interface StoredNotice {
	readonly id: string;
	readonly subjectVi: string;
	readonly textVi: string;
	readonly subjectEn: string;
	readonly textEn: string;
	readonly path: string;
	readonly at: Date;
	readonly readAt: Date | null;
}

const COLUMNS = Prisma.sql`id, subject_vi AS "subjectVi", text_vi AS "textVi", subject_en AS "subjectEn", text_en AS "textEn",
	path, created_at AS at, read_at AS "readAt"`;
const WORDS = Prisma.sql`vn_fold(subject_vi || ' ' || text_vi || ' ' || subject_en || ' ' || text_en)`;

function toRow({ id, subjectVi, textVi, subjectEn, textEn, path, at, readAt }: StoredNotice): NoticeRow {
	const words = { vi: { subject: subjectVi, text: textVi }, en: { subject: subjectEn, text: textEn } };
	return { id, words, path, at, readAt };
}

export function noticesRepository(rows: Rows): NoticesRepository {
	return {
		readers: (emails, group) =>
			rows<NoticeReader>(Prisma.sql`
				SELECT a.id AS "accountId", a.email, coalesce(c.delivery, 'at_once') AS delivery
				FROM account a LEFT JOIN letter_choice c ON c.account_id = a.id AND c.letter_group = ${group ?? ''}
				WHERE a.email = ANY(${[...emails]}::text[])`),

		async add({ key, letter, words: { vi, en }, path }, to) {
			await rows(Prisma.sql`
				INSERT INTO notice (id, account_id, key, letter, subject_vi, text_vi, subject_en, text_en, path, delivery, created_at)
				SELECT r.id, r.account_id, ${key}, ${letter}, ${vi.subject}, ${vi.text}, ${en.subject}, ${en.text}, ${path}, r.delivery, app_now()
				FROM unnest(${to.map(({ id }) => id)}::uuid[], ${to.map(({ accountId }) => accountId)}::uuid[],
				  ${to.map(({ delivery }) => delivery)}::text[]) AS r (id, account_id, delivery)
				ON CONFLICT (account_id, key) DO NOTHING`);
		},

		async list(accountId, { search, unread, page, size }) {
			const where = [
				Prisma.sql`account_id = ${accountId}::uuid`,
				...(unread ? [Prisma.sql`read_at IS NULL`] : []),
				...containing(WORDS, search)
			];
			const found = await rows<StoredNotice & { total: bigint }>(Prisma.sql`
				SELECT ${COLUMNS}, count(*) OVER () AS total FROM notice WHERE ${Prisma.join(where, ' AND ')}
				ORDER BY created_at DESC, id DESC LIMIT ${size}::int OFFSET ${(page - 1) * size}::int`);
			return { rows: found.map(toRow), total: Number(found[0]?.total ?? 0n) };
		},

		async markRead(accountId, id) {
			const which = id === undefined ? Prisma.sql`true` : Prisma.sql`id = ${id}::uuid`;
			const read = await rows(Prisma.sql`
				UPDATE notice SET read_at = app_now() WHERE account_id = ${accountId}::uuid AND read_at IS NULL AND ${which} RETURNING id`);
			return read.length;
		},

		async choices(accountId) {
			const found = await rows<{ group: string; delivery: string }>(
				Prisma.sql`SELECT letter_group AS group, delivery FROM letter_choice WHERE account_id = ${accountId}::uuid`
			);
			const of = (group: string) =>
				DELIVERIES.find((one) => one === found.find((row) => row.group === group)?.delivery) ?? 'at_once';
			const choices: LetterChoices = {
				reminders: of('reminders'),
				waiting: of('waiting'),
				members: of('members')
			};
			return choices;
		},

		async choose(accountId, choices) {
			await rows(Prisma.sql`
				INSERT INTO letter_choice (account_id, letter_group, delivery, chosen_at)
				SELECT ${accountId}::uuid, c.letter_group, c.delivery, app_now()
				FROM unnest(${[...LETTER_GROUPS]}::text[], ${LETTER_GROUPS.map((group) => choices[group])}::text[]) AS c (letter_group, delivery)
				ON CONFLICT (account_id, letter_group) DO UPDATE SET delivery = excluded.delivery, chosen_at = excluded.chosen_at`);
		},

		async nextForDigest(before) {
			const [row] = await rows<{ accountId: string; email: string; name: string; locale: Locale }>(Prisma.sql`
				SELECT a.id AS "accountId", a.email, p.full_name AS name, CASE a.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM account a JOIN person p ON p.id = a.person_id
				WHERE a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM notice n WHERE n.account_id = a.id
				  AND n.delivery = 'digest' AND n.digested_at IS NULL AND n.created_at < ${before}::timestamptz)
				ORDER BY a.id LIMIT 1 FOR NO KEY UPDATE OF a SKIP LOCKED`);
			return row;
		},

		async takeForDigest(accountId, before) {
			const taken = await rows<StoredNotice>(Prisma.sql`
				WITH taken AS (UPDATE notice SET digested_at = app_now() WHERE account_id = ${accountId}::uuid
				  AND delivery = 'digest' AND digested_at IS NULL AND created_at < ${before}::timestamptz RETURNING *)
				SELECT ${COLUMNS} FROM taken ORDER BY created_at, id`);
			return taken.map(toRow);
		}
	};
}
