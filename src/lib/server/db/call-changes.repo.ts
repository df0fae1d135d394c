import { calendarDate } from '#lib/domain/shared/period.ts';
import type { CallValues } from '#lib/domain/workflow/call-changes.ts';
import type {
	CallChangeRow,
	CallChangesRepository,
	DossierReader
} from '#lib/server/app/calls/change-ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

interface StoredChange {
	readonly id: string;
	readonly kind: CallChangeRow['kind'];
	readonly reason: string;
	readonly number: string;
	/** ISO. */
	readonly on: string;
	readonly before: CallValues;
	readonly after: CallValues;
	readonly at: Date;
}

export function callChangesRepository(rows: Rows): CallChangesRepository {
	return {
		async add({ id, callId, version, kind, decision, before, after, by }) {
			await rows(Prisma.sql`
				INSERT INTO call_change (id, call_id, version, kind, reason, decision_no, decision_on, before, after, changed_by, changed_at)
				VALUES (${id}::uuid, ${callId}::uuid, ${version}::int, ${kind}, ${decision.reason}, ${decision.number}, ${decision.on}::date,
				  ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb, ${by}::uuid, app_now())`);
		},
		async of(callId) {
			const found = await rows<StoredChange>(Prisma.sql`
				SELECT id, kind, reason, decision_no AS number, to_char(decision_on, 'YYYY-MM-DD') AS on, before, after, changed_at AS at
				FROM call_change WHERE call_id = ${callId}::uuid ORDER BY version`);
			return found.map(({ reason, number, on, ...row }) => ({
				...row,
				decision: { reason, number, on: calendarDate(on) }
			}));
		},
		readers: (of) =>
			rows<DossierReader>(Prisma.sql`
				SELECT DISTINCT a.id AS "applicationId", c.email, p.full_name AS name, CASE c.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM application a JOIN role_grant g ON g.scope_type = 'organisation' AND g.scope_id = a.organisation_id::text
				  AND g.role IN ('representative', 'editor') AND g.valid_from <= (SELECT app_now())
				  AND (g.valid_to IS NULL OR g.valid_to > (SELECT app_now()))
				JOIN account c ON c.person_id = g.person_id AND c.disabled_at IS NULL JOIN person p ON p.id = g.person_id
				WHERE ${'callId' in of ? Prisma.sql`a.call_id = ${of.callId}::uuid` : Prisma.sql`a.id = ANY(${[...of.applicationIds]}::uuid[])`}
				  AND a.state <> 'withdrawn' ORDER BY a.id, c.email`)
	};
}
