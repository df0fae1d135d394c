import type { ApplicationsRepository } from '#lib/server/app/applications/ports.ts';
import { applicationDrafts } from './application-drafts.repo.ts';
import { applicationLists } from './application-lists.repo.ts';
import { applicationSubmissions } from './application-submissions.repo.ts';
import { toApplication } from './applications.map.ts';
import { toCall, toLot } from './calls.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { DossierSeals } from './dossier-seals.ts';
import { Prisma } from './generated/client.ts';
import type { Lot } from './generated/client.ts';
import { APPLICATION, CALL, columns, LOT, ORGANISATION, part } from './joined-rows.ts';
import type { ApplicationColumns, CallColumns, OrganisationColumns } from './joined-rows.ts';
import { toOrganisation } from './organisations.repo.ts';
import type { Rows } from './rows.ts';

export function applicationsRepository(
	db: Connection,
	rows: Rows,
	seals: DossierSeals
): ApplicationsRepository {
	return {
		...applicationDrafts(db, rows, seals),
		...applicationSubmissions(db, seals),
		...applicationLists(rows),
		async find(id) {
			const row = await db.application.findUnique({ where: { id } });
			return row === null ? undefined : toApplication(row);
		},
		async findCase(id) {
			const [row] = await rows<{ readonly now: Date }>(Prisma.sql`
				SELECT ${columns('a', APPLICATION)}, ${columns('c', CALL)}, ${columns('l', LOT)}, ${columns('o', ORGANISATION)}, app_now() AS now
				FROM application a JOIN call c ON c.id = a.call_id JOIN lot l ON l.id = a.lot_id
				JOIN organisation o ON o.id = a.organisation_id WHERE a.id = ${id}::uuid`);
			if (row === undefined) return undefined;
			return {
				application: toApplication(part<ApplicationColumns>(row, 'a')),
				call: toCall(part<CallColumns>(row, 'c')),
				lot: toLot(part<Lot>(row, 'l')),
				organisation: toOrganisation(part<OrganisationColumns>(row, 'o')),
				now: row.now
			};
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
