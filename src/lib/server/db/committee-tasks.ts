import { Prisma } from './generated/client.ts';
import { taskColumns } from './task-columns.ts';

const COUNCIL = {
	target: Prisma.sql`k.id`,
	code: Prisma.sql`c.code`,
	titleVi: Prisma.sql`k.name`,
	titleEn: Prisma.sql`k.name`
};
const SESSION = {
	...COUNCIL,
	part: Prisma.sql`l.id`,
	code: Prisma.sql`l.code`,
	titleVi: Prisma.sql`l.title_vi`,
	titleEn: Prisma.sql`l.title_en`,
	due: Prisma.sql`s.scheduled_at`
};
const GROUP = Prisma.sql`GROUP BY k.id, k.name, c.code`;

/**
 * What a member has before them, in every council where they hold a seat.
 * `upTo`: where counting the sheets of a session stops; the menu only asks whether one is missing. Null counts all.
 */
export function committeeTasks(personId: string, upTo: 1 | null): Prisma.Sql[] {
	const seat = Prisma.sql`council_member m JOIN council k ON k.id = m.council_id JOIN call c ON c.id = k.call_id`;
	const mine = Prisma.sql`m.person_id = ${personId}::uuid AND m.ended_at IS NULL AND k.state = 'seated'`;
	const sessions = Prisma.sql`${seat} JOIN review_session s ON s.council_id = k.id JOIN lot l ON l.id = s.lot_id`;
	const runs = Prisma.sql`m.role IN ('chair', 'scientific_secretary', 'administrative_secretary')`;
	const judges = Prisma.sql`NOT EXISTS (SELECT 1 FROM conflict_declaration x JOIN application y ON y.id = x.application_id
		WHERE x.member_id = m.id AND x.kind <> 'none' AND y.lot_id = l.id AND (x.kind = 'blocking' OR x.ruling = 'barred'))`;
	const counted = (dossiers: Prisma.Sql): Prisma.Sql =>
		Prisma.sql`CROSS JOIN LATERAL (SELECT count(*) AS dossiers FROM (${dossiers}) w) waiting`;
	const count = Prisma.sql`waiting.dossiers`;
	return [
		Prisma.sql`SELECT ${taskColumns('sign_undertaking', { ...COUNCIL, since: Prisma.sql`m.appointed_at` })}
			FROM ${seat} WHERE ${mine} AND m.undertaking_at IS NULL`,
		Prisma.sql`SELECT ${taskColumns('declare_interests', { ...COUNCIL, count, since: Prisma.sql`m.undertaking_at` })}
			FROM ${seat} ${counted(Prisma.sql`
				SELECT 1 FROM review_session s JOIN application a ON a.lot_id = s.lot_id
				WHERE s.council_id = k.id AND s.state <> 'closed' AND a.state = 'in_review'
				  AND a.id NOT IN (SELECT e.application_id FROM conflict_declaration e WHERE e.member_id = m.id)`)}
			WHERE ${mine} AND m.undertaking_at IS NOT NULL AND ${count} > 0`,
		// An interest of the chair is ruled on by the vice-chair: nobody rules on their own.
		Prisma.sql`SELECT ${taskColumns('rule_interests', { ...COUNCIL, count: Prisma.sql`count(*)`, since: Prisma.sql`min(e.declared_at)` })}
			FROM ${seat} JOIN council_member o ON o.council_id = k.id AND o.ended_at IS NULL AND o.id <> m.id
			JOIN conflict_declaration e ON e.member_id = o.id AND e.kind = 'declared' AND e.ruling IS NULL
			WHERE ${mine} AND (m.role = 'chair' OR (m.role = 'vice_chair' AND o.role = 'chair')) ${GROUP}`,
		// A blocking interest in one application recuses from the whole lot.
		Prisma.sql`SELECT ${taskColumns('submit_sheets', { ...SESSION, count })}
			FROM ${sessions} ${counted(Prisma.sql`
				SELECT 1 FROM application a JOIN conflict_declaration e ON e.member_id = m.id AND e.application_id = a.id
				  AND (e.kind = 'none' OR e.ruling = 'allowed')
				WHERE a.lot_id = l.id AND a.state = 'in_review' AND NOT EXISTS (SELECT 1 FROM score_sheet h
				  WHERE h.member_id = m.id AND h.application_id = a.id AND h.state = 'submitted') LIMIT ${upTo}::int`)}
			WHERE ${mine} AND m.role <> 'administrative_secretary' AND s.state IN ('planned', 'open') AND ${count} > 0
			  AND ${judges}`,
		Prisma.sql`SELECT ${taskColumns('open_session', SESSION)} FROM ${sessions} 
			WHERE ${mine} AND ${runs} AND ${judges} AND s.state = 'planned'`,
		Prisma.sql`SELECT ${taskColumns('tally_session', { ...SESSION, since: Prisma.sql`s.opened_at` })}
			FROM ${sessions} WHERE ${mine} AND ${runs} AND ${judges} AND s.state = 'open'`,
		Prisma.sql`SELECT ${taskColumns('close_session', { ...SESSION, since: Prisma.sql`s.tallied_at` })} FROM ${sessions}
			WHERE ${mine} AND ${judges} AND s.state = 'tallied' AND (m.role = 'chair' OR (m.role = 'vice_chair' AND EXISTS (
			  SELECT 1 FROM attendance w WHERE w.session_id = s.id AND w.member_id = m.id AND w.authorised)))`
	];
}
