import type { SelectionItemRow, SelectionRepository, SelectionRow } from '#lib/server/app/selection/ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Selection, SelectionItem } from './generated/client.ts';

function toSelection(row: Selection): SelectionRow {
	const { state } = row;
	if (state !== 'draft' && state !== 'closed') throw new Error(`selection.state holds ${state}`);
	return { ...row, state };
}

function toItem(row: SelectionItem): SelectionItemRow {
	const { applicationId, position, outcome, reason, requested, cumulative } = row;
	if (outcome !== 'recommended' && outcome !== 'reserve' && outcome !== 'not_recommended') {
		throw new Error(`selection_item.outcome holds ${outcome}`);
	}
	return { applicationId, position, outcome, reason, requested, cumulative };
}

export function selectionRepository(db: Connection): SelectionRepository {
	return {
		async ofCall(callId) {
			const row = await db.selection.findUnique({ where: { callId } });
			return row === null ? undefined : toSelection(row);
		},

		async items(selectionId) {
			const rows = await db.selectionItem.findMany({ where: { selectionId }, orderBy: { position: 'asc' } });
			return rows.map(toItem);
		},

		async create(id, callId) {
			const made = await db.$executeRaw`
				INSERT INTO selection (id, call_id, state, version) VALUES (${id}::uuid, ${callId}::uuid, 'draft', 1)
				ON CONFLICT (call_id) DO NOTHING`;
			return made === 1;
		},

		async touch({ id, version }) {
			const { count } = await db.selection.updateMany({
				where: { id, version, state: 'draft' },
				data: { version: { increment: 1 } }
			});
			return count === 1;
		},

		async saveItems(selectionId, items) {
			await db.selectionItem.deleteMany({
				where: { selectionId, applicationId: { notIn: items.map(({ applicationId }) => applicationId) } }
			});
			if (items.length === 0) return;
			const values = items.map(
				(item) =>
					Prisma.sql`(${selectionId}::uuid, ${item.applicationId}::uuid, ${item.position}, ${item.outcome}, ${item.reason}, ${item.requested}::bigint, ${item.cumulative}::bigint)`
			);
			await db.$executeRaw`
				INSERT INTO selection_item (selection_id, application_id, position, outcome, reason, requested, cumulative)
				VALUES ${Prisma.join(values)}
				ON CONFLICT (selection_id, application_id) DO UPDATE SET position = EXCLUDED.position, outcome = EXCLUDED.outcome,
				  reason = EXCLUDED.reason, requested = EXCLUDED.requested, cumulative = EXCLUDED.cumulative`;
		},

		async close({ id, version }, at, by) {
			const { count } = await db.selection.updateMany({
				where: { id, version, state: 'draft' },
				data: { state: 'closed', closedAt: at, closedBy: by, version: { increment: 1 } }
			});
			return count === 1;
		}
	};
}
