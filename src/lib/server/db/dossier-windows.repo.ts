import { calendarDate } from '#lib/domain/shared/period.ts';
import { WINDOWED } from '#lib/domain/workflow/dossier-window.ts';
import type {
	DossierWindowRow,
	DossierWindowsRepository,
	WindowFilter,
	WindowTarget
} from '#lib/server/app/calls/window-ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

type StoredWindow = Omit<DossierWindowRow, 'decision'> & {
	readonly reason: string;
	readonly number: string;
	/** ISO. */
	readonly on: string;
};

export function dossierWindowsRepository(rows: Rows): DossierWindowsRepository {
	const targets = ({ callId, taxCode, lotCode }: WindowFilter, held: Prisma.Sql) =>
		rows<WindowTarget>(Prisma.sql`
			SELECT a.id AS "applicationId", a.organisation_id AS "organisationId", o.name AS "organisationName", a.state,
			  a.own_closes_at AS "ownClosesAt"
			FROM application a JOIN organisation o ON o.id = a.organisation_id JOIN lot l ON l.id = a.lot_id
			WHERE a.call_id = ${callId}::uuid AND a.state = ANY(${[...WINDOWED]}) AND o.tax_code = ${taxCode}
			  AND (${lotCode} = '' OR l.code = ${lotCode}) AND o.standing IN ('claimed', 'proved')
			  AND (o.standing = 'proved' OR NOT EXISTS (SELECT 1 FROM organisation p WHERE p.tax_code = o.tax_code AND p.standing = 'proved'))
			ORDER BY a.id ${held}`);
	const windows = async (which: Prisma.Sql): Promise<DossierWindowRow[]> => {
		const found = await rows<StoredWindow>(Prisma.sql`
			SELECT w.application_id AS "applicationId", a.code, a.organisation_name AS "organisationName", w.closes_at AS "closesAt",
			  w.reason, w.decision_no AS number, to_char(w.decision_on, 'YYYY-MM-DD') AS on, w.given_at AS at
			FROM dossier_window w JOIN application a ON a.id = w.application_id ${which}`);
		return found.map(({ reason, number, on, ...row }) => ({
			...row,
			decision: { reason, number, on: calendarDate(on) }
		}));
	};
	return {
		targets: (filter) => targets(filter, Prisma.empty),
		hold: (filter) => targets(filter, Prisma.sql`FOR NO KEY UPDATE OF a`),
		async give({ id, applicationId, closesAt, decision, by }) {
			await rows(Prisma.sql`
				INSERT INTO dossier_window (id, application_id, closes_at, reason, decision_no, decision_on, given_by, given_at)
				VALUES (${id}::uuid, ${applicationId}::uuid, ${closesAt}, ${decision.reason}, ${decision.number}, ${decision.on}::date,
				  ${by}::uuid, app_now())`);
			await rows(
				Prisma.sql`UPDATE application SET own_closes_at = ${closesAt} WHERE id = ${applicationId}::uuid`
			);
		},
		ofCall: (callId) => windows(Prisma.sql`WHERE a.call_id = ${callId}::uuid ORDER BY w.given_at, w.id`),
		async ofApplication(applicationId) {
			const [last] = await windows(
				Prisma.sql`WHERE w.application_id = ${applicationId}::uuid ORDER BY w.closes_at DESC LIMIT 1`
			);
			return last;
		},
		async last(callId) {
			const [row] = await rows<{ last: Date | null }>(Prisma.sql`
				SELECT max(own_closes_at) AS last FROM application WHERE call_id = ${callId}::uuid AND own_closes_at IS NOT NULL
				  AND state = ANY(${[...WINDOWED]})`);
			return row?.last ?? null;
		}
	};
}
