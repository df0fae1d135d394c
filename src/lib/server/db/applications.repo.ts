import type { ApplicationsRepository } from '#lib/server/app/applications/ports.ts';
import { applicationDrafts } from './application-drafts.repo.ts';
import { applicationLists } from './application-lists.repo.ts';
import { applicationSubmissions } from './application-submissions.repo.ts';
import { toApplication } from './applications.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { Rows } from './rows.ts';

export function applicationsRepository(db: Connection, rows: Rows): ApplicationsRepository {
	return {
		...applicationDrafts(db, rows),
		...applicationSubmissions(db),
		...applicationLists(rows),
		async find(id) {
			const row = await db.application.findUnique({ where: { id } });
			return row === null ? undefined : toApplication(row);
		},
		async ofLot(lotId) {
			return (await db.application.findMany({ where: { lotId }, orderBy: { code: 'asc' } })).map(
				toApplication
			);
		},
		async ofCall(callId) {
			return (await db.application.findMany({ where: { callId }, orderBy: { code: 'asc' } })).map(
				toApplication
			);
		},
		async advance({ id, version, state }, to) {
			const { count } = await db.application.updateMany({
				where: { id, version, state },
				data: { state: to, version: { increment: 1 }, updatedAt: await clockRepository(db).now() }
			});
			return count === 1;
		}
	};
}
