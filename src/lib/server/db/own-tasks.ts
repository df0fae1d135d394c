import type { TaskHats } from '#lib/server/app/tasks/ports.ts';
import { Prisma } from './generated/client.ts';
import { FAULTY_FILES } from './object-checks.repo.ts';
import { taskColumns } from './task-columns.ts';

/** How long a notice or a result stays on the list of its organisation. */
const READ_WITHIN = Prisma.sql`interval '30 days'`;

/** What the people of an organisation have before them. */
export function applicantTasks(organisationIds: readonly string[]): Prisma.Sql[] {
	const ours = Prisma.sql`a.organisation_id = ANY(${[...organisationIds]}::uuid[])`;
	const dossier = {
		target: Prisma.sql`a.id`,
		code: Prisma.sql`coalesce(a.code, c.code)`,
		titleVi: Prisma.sql`a.title`,
		titleEn: Prisma.sql`a.title`
	};
	const open = Prisma.sql`c.state = 'published' AND c.closes_at > (SELECT app_now())`;
	const due = Prisma.sql`c.closes_at`;
	return [
		Prisma.sql`SELECT ${taskColumns('finish_draft', { ...dossier, due, since: Prisma.sql`a.created_at` })}
			FROM application a JOIN call c ON c.id = a.call_id WHERE ${ours} AND a.state = 'draft' AND ${open}`,
		Prisma.sql`SELECT ${taskColumns('finish_replacement', { ...dossier, due, since: Prisma.sql`a.updated_at` })}
			FROM application a JOIN call c ON c.id = a.call_id
			WHERE ${ours} AND a.state = 'submitted' AND a.replacing AND ${open}`,
		Prisma.sql`SELECT ${taskColumns('read_invalid_notice', { ...dossier, since: Prisma.sql`v.checked_at` })}
			FROM application a JOIN call c ON c.id = a.call_id JOIN validity_check v ON v.application_id = a.id
			WHERE ${ours} AND a.state = 'invalid' AND v.checked_at > (SELECT app_now()) - ${READ_WITHIN}`,
		Prisma.sql`SELECT ${taskColumns('read_result', { ...dossier, target: Prisma.sql`r.id`, since: Prisma.sql`r.issued_at` })}
			FROM official_record r JOIN application a ON a.id = r.application_id JOIN call c ON c.id = a.call_id
			WHERE ${ours} AND r.kind = 'result_letter' AND r.issued_at > (SELECT app_now()) - ${READ_WITHIN}`
	];
}

/** What keeps the portal itself in order. */
export function caretakerTasks({ personId, administers, mail, storage, audit }: TaskHats): Prisma.Sql[] {
	const parts: Prisma.Sql[] = [];
	if (administers) {
		const columns = taskColumns('confirm_grant', {
			target: Prisma.sql`q.id`,
			titleVi: Prisma.sql`p.full_name`,
			titleEn: Prisma.sql`p.full_name`,
			since: Prisma.sql`q.proposed_at`
		});
		// Nobody confirms what they proposed, or would hold.
		parts.push(Prisma.sql`SELECT ${columns} FROM grant_proposal q JOIN person p ON p.id = q.person_id
			WHERE q.state = 'waiting' AND q.proposed_by <> ${personId}::uuid AND q.person_id <> ${personId}::uuid`);
	}
	if (mail) {
		parts.push(
			Prisma.sql`SELECT ${taskColumns('failed_mail', {
				target: Prisma.sql`''`,
				count: Prisma.sql`count(*)`,
				since: Prisma.sql`min(created_at)`
			})} FROM mail_message WHERE state = 'failed' HAVING count(*) > 0`
		);
	}
	if (storage) {
		parts.push(
			Prisma.sql`SELECT ${taskColumns('faulty_files', {
				target: Prisma.sql`''`,
				count: Prisma.sql`count(*)`,
				since: Prisma.sql`min(f.since)`
			})} FROM ${FAULTY_FILES} HAVING count(*) > 0`
		);
	}
	if (audit) {
		// The sealer runs every few seconds: what is older than a quarter of an hour and unsealed deserves a look.
		parts.push(Prisma.sql`SELECT ${taskColumns('unsealed_audit', {
			target: Prisma.sql`''`,
			count: Prisma.sql`count(*)`,
			since: Prisma.sql`min(e.at)`
		})} FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
			WHERE s.entry_id IS NULL AND e.at < (SELECT app_now()) - interval '15 minutes' HAVING count(*) > 0`);
	}
	return parts;
}
