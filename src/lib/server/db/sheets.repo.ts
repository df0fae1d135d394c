import type { SheetHeader, SheetRow, SheetsRepository } from '#lib/server/app/sheets/ports.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { ScoreMark, ScoreSheet } from './generated/client.ts';
import type { Rows } from './rows.ts';

function toSheet(row: ScoreSheet & { readonly marks: readonly ScoreMark[] }): SheetRow {
	if (row.state !== 'draft' && row.state !== 'submitted')
		throw new Error(`score_sheet.state holds ${row.state}`);
	const marks: Record<string, number | null> = {};
	const comments: Record<string, string> = {};
	for (const { criterionKey, subKey, value, comment } of row.marks) {
		// The row of a criterion without a sub-criterion is a mark on the points scale, and holds its comment on both.
		if (value !== null) marks[subKey === '' ? criterionKey : `${criterionKey}.${subKey}`] = value;
		if (comment !== '') comments[criterionKey] = comment;
	}
	return {
		id: row.id,
		memberId: row.memberId,
		applicationId: row.applicationId,
		state: row.state,
		version: row.version,
		comment: row.comment,
		content: { marks, comments },
		total: row.total,
		submittedAt: row.submittedAt,
		updatedAt: row.updatedAt,
		hash: row.hash
	};
}

export function sheetsRepository(db: Connection, rows: Rows): SheetsRepository {
	return {
		async headers(applicationIds) {
			return rows<SheetHeader>(Prisma.sql`
				SELECT id, member_id AS "memberId", application_id AS "applicationId", state, version FROM score_sheet
				WHERE application_id = ANY(${[...applicationIds]}::uuid[]) ORDER BY id`);
		},

		async find(memberId, applicationId) {
			const row = await db.scoreSheet.findUnique({
				where: { memberId_applicationId: { memberId, applicationId } },
				include: { marks: true }
			});
			return row === null ? undefined : toSheet(row);
		},

		async ofApplications(applicationIds) {
			const found = await db.scoreSheet.findMany({
				where: { applicationId: { in: [...applicationIds] } },
				include: { marks: true },
				orderBy: { id: 'asc' }
			});
			return found.map(toSheet);
		},

		async hold(id, memberId, applicationId) {
			await db.$executeRaw`
				INSERT INTO score_sheet (id, member_id, application_id, state, version, updated_at)
				VALUES (${id}::uuid, ${memberId}::uuid, ${applicationId}::uuid, 'draft', 0, app_now())
				ON CONFLICT (member_id, application_id) DO NOTHING`;
			await db.$queryRaw`
				SELECT id FROM score_sheet WHERE member_id = ${memberId}::uuid AND application_id = ${applicationId}::uuid FOR UPDATE`;
			const row = await db.scoreSheet.findUniqueOrThrow({
				where: { memberId_applicationId: { memberId, applicationId } },
				include: { marks: true }
			});
			return toSheet(row);
		},

		async save(sheetId, comment, marks) {
			const at = await clockRepository(db).now();
			if (marks.length > 0) {
				const values = marks.map(
					(row) =>
						Prisma.sql`(${sheetId}::uuid, ${row.criterionKey}, ${row.subKey}, ${row.value}::int, ${row.comment})`
				);
				await db.$executeRaw`
					INSERT INTO score_mark (sheet_id, criterion_key, sub_key, value, comment) VALUES ${Prisma.join(values)}
					ON CONFLICT (sheet_id, criterion_key, sub_key) DO UPDATE SET value = EXCLUDED.value, comment = EXCLUDED.comment`;
			}
			await db.scoreSheet.update({
				where: { id: sheetId },
				data: { comment, updatedAt: at, version: { increment: 1 } }
			});
			return at;
		},

		async submit(sheetId, { total, hash, at }) {
			await db.scoreSheet.update({
				where: { id: sheetId },
				data: { state: 'submitted', total, hash, submittedAt: at, version: { increment: 1 } }
			});
		}
	};
}
