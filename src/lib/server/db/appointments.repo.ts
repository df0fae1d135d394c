import { NEVER_BEFORE } from '#lib/domain/flow/council-stage.ts';
import type { JudgedCase } from '#lib/domain/councils/appointment.ts';
import type { CandidateRow, CouncilsRepository } from '#lib/server/app/councils/ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { likePattern } from './like.ts';

type AppointmentQueries = Pick<
	CouncilsRepository,
	'candidates' | 'candidate' | 'judgedCases' | 'recordAppointment' | 'appointmentReasons'
>;

const IN_FORCE = Prisma.sql`g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())`;

/** `k` is the council, `b` its call. */
const CANDIDATE = Prisma.sql`
	SELECT p.id AS "personId", p.full_name AS name, p.title, coalesce(o.name, p.employer_text) AS employer, c.email,
	  EXISTS (SELECT 1 FROM council_member m WHERE m.council_id = k.id AND m.person_id = p.id AND m.ended_at IS NULL) AS seated,
	  tied_organisations(p.id, b.id) AS "organisationIds",
	  EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'auditor' AND ${IN_FORCE}) AS auditor,
	  EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND ${IN_FORCE}
	    AND g.role IN ('measurement_officer', 'science_officer', 'finance_officer', 'finance_head', 'director')
	    AND (g.scope_type = 'all' OR g.scope_type = 'programme' AND g.scope_id = b.programme)) AS "officePart"
	FROM council k JOIN call b ON b.id = k.call_id CROSS JOIN person p
	JOIN account c ON c.person_id = p.id AND c.disabled_at IS NULL LEFT JOIN organisation o ON o.id = p.employer_id`;

/** People whom a council may take, with what is known of them, and why they were taken even so. */
export function appointmentQueries(db: Connection): AppointmentQueries {
	return {
		async candidates(councilId, search, limit) {
			const like = likePattern(search);
			return db.$queryRaw<CandidateRow[]>`
				SELECT * FROM (${CANDIDATE} WHERE k.id = ${councilId}::uuid AND (p.search_text LIKE ${like} OR c.email LIKE ${like})) found
				ORDER BY seated, name COLLATE "vi-x-icu", "personId" LIMIT ${limit}`;
		},

		async candidate(councilId, personId) {
			const found = await db.$queryRaw<CandidateRow[]>`
				${CANDIDATE} WHERE k.id = ${councilId}::uuid AND p.id = ${personId}::uuid`;
			return found[0];
		},

		async judgedCases(callId, stage) {
			return db.$queryRaw<JudgedCase[]>`
				SELECT a.code, a.lot_id AS "lotId", o.name AS organisation, a.organisation_id AS "applicantOrganisationId",
				  coalesce((SELECT array_agg(x.id::text) FROM application_participant t JOIN organisation x ON x.tax_code = t.tax_code AND x.standing = 'proved'
				    WHERE t.application_id = a.id AND t.kind = 'organisation'), '{}') AS "cooperatingOrganisationIds",
				  coalesce((SELECT array_agg(t.name ORDER BY t.id) FROM application_participant t
				    WHERE t.application_id = a.id AND t.kind <> 'organisation'), '{}') AS "participantNames"
				FROM application a JOIN organisation o ON o.id = a.organisation_id
				WHERE a.call_id = ${callId}::uuid AND a.code IS NOT NULL AND NOT a.state = ANY(${[...NEVER_BEFORE[stage]]}::text[]) ORDER BY a.code`;
		},

		async recordAppointment({ id, memberId, findings, reason, by, at }) {
			const known = findings.map((finding) => ({ ...finding }));
			await db.appointmentRuling.create({
				data: { id, memberId, findings: known, reason, ruledBy: by, ruledAt: at }
			});
		},

		async appointmentReasons(councilId) {
			const found = await db.appointmentRuling.findMany({
				where: { member: { councilId } },
				orderBy: { ruledAt: 'asc' },
				select: { memberId: true, reason: true }
			});
			return new Map(found.map(({ memberId, reason }) => [memberId, reason]));
		}
	};
}
