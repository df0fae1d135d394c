import { calendarDate } from '#lib/domain/shared/period.ts';
import type {
	SelectionChangeRow,
	SelectionChangesRepository
} from '#lib/server/app/selection/change-ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

type StoredChange = Omit<SelectionChangeRow, 'decision'> & {
	readonly reason: string;
	readonly number: string;
	/** ISO. */
	readonly on: string;
};

export function selectionChangesRepository(rows: Rows): SelectionChangesRepository {
	return {
		async add({ id, selectionId, applicationId, kind, decision, by }) {
			await rows(Prisma.sql`
				INSERT INTO selection_change (id, selection_id, application_id, kind, reason, decision_no, decision_on, changed_by, changed_at)
				VALUES (${id}::uuid, ${selectionId}::uuid, ${applicationId}::uuid, ${kind}, ${decision.reason}, ${decision.number},
				  ${decision.on}::date, ${by}::uuid, app_now())`);
		},
		async of(selectionId) {
			const found = await rows<StoredChange>(Prisma.sql`
				SELECT application_id AS "applicationId", kind, reason, decision_no AS number,
				  to_char(decision_on, 'YYYY-MM-DD') AS on, changed_at AS at
				FROM selection_change WHERE selection_id = ${selectionId}::uuid ORDER BY changed_at, id`);
			return found.map(({ reason, number, on, ...row }) => ({
				...row,
				decision: { reason, number, on: calendarDate(on) }
			}));
		}
	};
}
