import type { PrivacyTerm } from '#lib/domain/privacy/data-requests.ts';
import type { DataBreachRow, DataRequestRow, PrivacyRepository } from '#lib/server/app/privacy/ports.ts';
import { Prisma } from './generated/client.ts';
import { keptOf } from './kept-of-person.ts';
import type { Rows } from './rows.ts';

const REQUEST = Prisma.sql`SELECT q.id, q.person_id AS "personId", p.full_name AS person, q.kind, q.words, q.asked_at AS "askedAt",
	q.due_at AS "dueAt", q.answered_at AS "answeredAt", a.full_name AS "answeredBy", q.outcome, q.answer
	FROM data_request q JOIN person p ON p.id = q.person_id LEFT JOIN person a ON a.id = q.answered_by`;

const BREACH = Prisma.sql`SELECT b.id, b.found_at AS "foundAt", b.recorded_at AS "recordedAt", p.full_name AS "recordedBy", b.what,
	b.people, b.measures, b.due_at AS "dueAt", b.reported_at AS "reportedAt", b.report_number AS "reportNumber",
	to_char(b.report_day, 'YYYY-MM-DD') AS "reportDay"
	FROM data_breach b JOIN person p ON p.id = b.recorded_by`;

export function privacyRepository(rows: Rows): PrivacyRepository {
	const countOf = async (table: Prisma.Sql): Promise<number> => {
		const [row] = await rows<{ count: number }>(Prisma.sql`SELECT count(*)::int AS count FROM ${table}`);
		return row?.count ?? 0;
	};
	return {
		async term() {
			const [row] = await rows<PrivacyTerm>(Prisma.sql`
				SELECT answer_days::int AS "answerDays", breach_hours::int AS "breachHours", source, verify FROM privacy_term
				WHERE valid_from <= (app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY valid_from DESC LIMIT 1`);
			if (row === undefined) throw new Error('privacy_term holds nothing that is in force');
			return row;
		},
		async holdPerson(personId) {
			await rows(
				Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended('data requests ' || ${personId}, 0))::text`
			);
		},
		ofPerson: (personId) =>
			rows<DataRequestRow>(
				Prisma.sql`${REQUEST} WHERE q.person_id = ${personId}::uuid ORDER BY q.asked_at DESC, q.id`
			),
		async addRequest({ id, personId, kind, words, askedAt, dueAt }) {
			await rows(Prisma.sql`INSERT INTO data_request (id, person_id, kind, words, asked_at, due_at)
				VALUES (${id}::uuid, ${personId}::uuid, ${kind}, ${words}, ${askedAt}, ${dueAt})`);
		},
		async requests({ page, size }) {
			const found = await rows<DataRequestRow>(Prisma.sql`${REQUEST}
				ORDER BY q.answered_at IS NOT NULL, CASE WHEN q.answered_at IS NULL THEN q.due_at END, q.answered_at DESC, q.id
				LIMIT ${size}::int OFFSET ${(page - 1) * size}::int`);
			return { rows: found, total: await countOf(Prisma.sql`data_request`) };
		},
		async request(id) {
			const [row] = await rows<DataRequestRow>(Prisma.sql`${REQUEST} WHERE q.id = ${id}::uuid`);
			return row;
		},
		async answer(id, by, { outcome, answer }) {
			const answered = await rows(Prisma.sql`
				UPDATE data_request SET answered_at = app_now(), answered_by = ${by}::uuid, outcome = ${outcome}, answer = ${answer}
				WHERE id = ${id}::uuid AND answered_at IS NULL RETURNING id`);
			return answered.length > 0;
		},
		async addBreach({ id, foundAt, what, people, measures, dueAt }, by) {
			await rows(Prisma.sql`
				INSERT INTO data_breach (id, found_at, recorded_at, recorded_by, what, people, measures, due_at)
				VALUES (${id}::uuid, ${foundAt}, app_now(), ${by}::uuid, ${what}, ${people}::int, ${measures}, ${dueAt})`);
		},
		async breaches({ page, size }) {
			const found = await rows<DataBreachRow>(Prisma.sql`${BREACH}
				ORDER BY b.reported_at IS NOT NULL, CASE WHEN b.reported_at IS NULL THEN b.due_at END, b.found_at DESC, b.id
				LIMIT ${size}::int OFFSET ${(page - 1) * size}::int`);
			return { rows: found, total: await countOf(Prisma.sql`data_breach`) };
		},
		async breach(id) {
			const [row] = await rows<DataBreachRow>(Prisma.sql`${BREACH} WHERE b.id = ${id}::uuid`);
			return row;
		},
		async report(id, by, { number, day }) {
			const reported = await rows(Prisma.sql`
				UPDATE data_breach SET reported_at = app_now(), reported_by = ${by}::uuid, report_number = ${number}, report_day = ${day}::date
				WHERE id = ${id}::uuid AND reported_at IS NULL RETURNING id`);
			return reported.length > 0;
		},
		keptOf: (who) => keptOf(rows, who)
	};
}
