import type { Addressee, RemindableWork, RemindersRepository } from '#lib/server/app/work/reminder-ports.ts';
import type { ReminderRule } from '#lib/domain/work/reminders.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

const GRANT_IN_FORCE = Prisma.sql`g.valid_from <= (SELECT app_now()) AND (g.valid_to IS NULL OR g.valid_to > (SELECT app_now()))`;

interface KeptRow extends ReminderRule {
	readonly addedBy: string | null;
	readonly sentAt: Date | null;
	readonly readers: number | null;
}

export function remindersRepository(rows: Rows): RemindersRepository {
	return {
		rules: () =>
			rows<ReminderRule>(Prisma.sql`SELECT id, kind, days_before AS "daysBefore", channel FROM reminder_rule
				WHERE ended_at IS NULL AND valid_from <= (SELECT app_now()) ORDER BY kind, days_before DESC`),

		async kept() {
			const kept = await rows<KeptRow>(Prisma.sql`
				SELECT r.id, r.kind, r.days_before AS "daysBefore", r.channel, p.full_name AS "addedBy", s.sent_at AS "sentAt", s.readers
				FROM reminder_rule r LEFT JOIN person p ON p.id = r.added_by
				LEFT JOIN LATERAL (SELECT sent_at, sum(readers)::int AS readers FROM reminder_sent
				  WHERE rule_id = r.id GROUP BY sent_at ORDER BY sent_at DESC LIMIT 1) s ON true
				WHERE r.ended_at IS NULL`);
			return kept.map(({ sentAt, readers, ...rule }) => ({
				...rule,
				sent: sentAt === null ? null : { at: sentAt, readers: readers ?? 0 }
			}));
		},

		async rule(id) {
			const [row] = await rows<ReminderRule>(
				Prisma.sql`SELECT id, kind, days_before AS "daysBefore", channel FROM reminder_rule WHERE id = ${id}::uuid`
			);
			return row;
		},

		async add({ id, kind, daysBefore, channel }, by) {
			const added = await rows(Prisma.sql`
				INSERT INTO reminder_rule (id, kind, days_before, channel, valid_from, added_by)
				VALUES (${id}::uuid, ${kind}, ${daysBefore}::int, ${channel}, app_now(), ${by}::uuid)
				ON CONFLICT (kind, days_before) WHERE ended_at IS NULL DO NOTHING RETURNING id`);
			return added.length > 0;
		},

		async endRule(id, by) {
			const ended =
				await rows(Prisma.sql`UPDATE reminder_rule SET ended_at = app_now(), ended_by = ${by}::uuid
				WHERE id = ${id}::uuid AND ended_at IS NULL RETURNING id`);
			return ended.length > 0;
		},

		async dueWithin(ms, limit) {
			const [turn] = await rows<{ mine: boolean }>(
				Prisma.sql`SELECT pg_try_advisory_xact_lock(hashtextextended('work reminders', 0)) AS mine`
			);
			if (turn?.mine !== true) return [];
			return rows<RemindableWork>(Prisma.sql`
				SELECT i.id, i.kind, i.due, ARRAY(SELECT s.rule_id FROM reminder_sent s WHERE s.item_id = i.id AND s.due = i.due) AS sent
				FROM work_item i WHERE i.closed_at IS NULL AND NOT i.held AND i.since <= (SELECT app_now())
				  AND i.due > (SELECT app_now()) AND i.due <= (SELECT app_now()) + make_interval(secs => ${ms / 1000}::double precision)
				  AND EXISTS (SELECT 1 FROM reminder_rule r WHERE r.kind = i.kind AND r.ended_at IS NULL
				    AND i.due - make_interval(days => r.days_before) <= (SELECT app_now())
				    AND NOT EXISTS (SELECT 1 FROM reminder_sent s WHERE s.item_id = i.id AND s.due = i.due AND s.rule_id = r.id))
				ORDER BY i.due, i.id LIMIT ${limit}::int`);
		},

		async itemsOf(named) {
			const found = await rows<{ id: string }>(Prisma.sql`
				SELECT i.id FROM work_item i JOIN unnest(${named.map(({ id }) => id)}::uuid[], ${named.map(({ key }) => key)}::text[]) AS n (id, key)
				  ON n.id = i.subject_id AND n.key = i.key WHERE i.closed_at IS NULL AND NOT i.held`);
			return found.map(({ id }) => id);
		},

		addressees: (itemIds) =>
			rows<Addressee>(Prisma.sql`
				WITH meant AS (SELECT * FROM work_item WHERE id = ANY(${[...itemIds]}::uuid[]))
				SELECT a.id AS "accountId", a.email, p.full_name AS name, CASE a.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM account a JOIN person p ON p.id = a.person_id
				WHERE a.disabled_at IS NULL AND a.email_verified_at IS NOT NULL AND (
				  a.person_id IN (SELECT person_id FROM meant) OR a.email IN (SELECT address FROM meant WHERE address <> '')
				  OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = a.person_id AND ${GRANT_IN_FORCE} AND (
				    g.scope_type = 'organisation' AND g.scope_id IN (SELECT organisation_id::text FROM meant WHERE organisation_id IS NOT NULL)
				    OR g.scope_type <> 'organisation' AND EXISTS (SELECT 1 FROM meant WHERE desk <> '' AND organisation_id IS NULL))))
				ORDER BY a.email`),

		async markSent(sent) {
			await rows(Prisma.sql`INSERT INTO reminder_sent (item_id, rule_id, due, sent_at, readers)
				SELECT s.item_id, s.rule_id, s.due, app_now(), s.readers FROM unnest(${sent.map(({ itemId }) => itemId)}::uuid[],
				  ${sent.map(({ ruleId }) => ruleId)}::uuid[], ${sent.map(({ due }) => due)}::timestamptz[],
				  ${sent.map(({ readers }) => readers)}::int[]) AS s (item_id, rule_id, due, readers)`);
		}
	};
}
