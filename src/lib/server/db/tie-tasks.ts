import type { TaskHats } from '#lib/server/app/tasks/ports.ts';
import { Prisma } from './generated/client.ts';
import { taskColumns } from './task-columns.ts';

/** Invitations that wait for the person's answer, and ties that appeared late and wait for the person's ruling. */
export function tieTasks({ personId, email, sits, rulesTies }: TaskHats): Prisma.Sql[] {
	const parts: Prisma.Sql[] = [];
	if (email !== '') {
		const columns = taskColumns('answer_invitation', {
			target: Prisma.sql`i.id`,
			titleVi: Prisma.sql`o.name`,
			titleEn: Prisma.sql`o.name`,
			due: Prisma.sql`i.expires_at`,
			since: Prisma.sql`i.invited_at`
		});
		parts.push(Prisma.sql`SELECT ${columns} FROM membership_invitation i JOIN organisation o ON o.id = i.organisation_id
			WHERE i.email = ${email} AND i.state = 'waiting' AND i.expires_at > (SELECT app_now())`);
	}
	if (!sits && !rulesTies) return parts;
	const columns = taskColumns('rule_tie', {
		target: Prisma.sql`f.id`,
		titleVi: Prisma.sql`o.name`,
		titleEn: Prisma.sql`o.name`,
		since: Prisma.sql`f.found_at`
	});
	const rules = Prisma.sql`r.council_id = m.council_id AND r.ended_at IS NULL AND r.id <> m.id AND k.state = 'seated'
		AND r.role = CASE m.role WHEN 'chair' THEN 'vice_chair' ELSE 'chair' END`;
	// Nobody rules on their own tie; the director rules where the council cannot.
	parts.push(Prisma.sql`SELECT ${columns} FROM tie_finding f JOIN organisation o ON o.id = f.organisation_id
		LEFT JOIN council_member m ON m.id = f.member_id LEFT JOIN council k ON k.id = m.council_id
		WHERE f.ruling IS NULL AND f.withdrawn_at IS NULL AND f.person_id <> ${personId}::uuid AND CASE
		  WHEN EXISTS (SELECT 1 FROM council_member r WHERE ${rules})
		  THEN EXISTS (SELECT 1 FROM council_member r WHERE ${rules} AND r.person_id = ${personId}::uuid)
		  ELSE ${rulesTies}::boolean END`);
	return parts;
}
