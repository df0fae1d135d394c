import type { SheetHeader, SheetRow, SheetsRepository } from '#lib/server/app/sheets/ports.ts';
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
		async headers(councilId, applicationIds, memberId) {
			if (applicationIds.length === 0) return [];
			const own = memberId === undefined ? Prisma.empty : Prisma.sql`AND h.member_id = ${memberId}::uuid`;
			return rows<SheetHeader>(Prisma.sql`
				SELECT h.id, h.member_id AS "memberId", h.application_id AS "applicationId", h.state, h.version
				FROM score_sheet h JOIN council_member m ON m.id = h.member_id AND m.council_id = ${councilId}::uuid
				WHERE h.application_id = ANY(${[...applicationIds]}::uuid[]) ${own} ORDER BY h.id`);
		},

		find: (memberId, applicationId) => withMarks(rows, memberId, applicationId),

		async ofApplications(councilId, applicationIds) {
			const found = await db.scoreSheet.findMany({
				where: { applicationId: { in: [...applicationIds] }, member: { councilId } },
				include: { marks: true },
				orderBy: { id: 'asc' }
			});
			return found.map(toSheet);
		},

		async hold(id, memberId, applicationId) {
			const lock = (): Promise<{ id: string }[]> =>
				rows(Prisma.sql`
					SELECT id FROM score_sheet WHERE member_id = ${memberId}::uuid AND application_id = ${applicationId}::uuid FOR UPDATE`);
			if ((await lock()).length === 0) {
				await rows(Prisma.sql`
					INSERT INTO score_sheet (id, member_id, application_id, state, version, updated_at)
					VALUES (${id}::uuid, ${memberId}::uuid, ${applicationId}::uuid, 'draft', 0, app_now())
					ON CONFLICT (member_id, application_id) DO NOTHING`);
				// Another window may have made it meanwhile.
				await lock();
			}
			// The marks are read once the lock is there: a statement sees what stood at its start.
			const held = await withMarks(rows, memberId, applicationId);
			if (held === undefined) throw new Error(`the sheet of ${memberId} is not there to be held`);
			return held;
		},

		async save(sheetId, comment, marks) {
			// Marks that stand already are left out: triggers run for each row that is put in, also where it changes nothing.
			const [row] = await rows<{ at: Date }>(Prisma.sql`
				WITH marked AS (
				  INSERT INTO score_mark (sheet_id, criterion_key, sub_key, value, comment)
				  SELECT ${sheetId}::uuid, n.* FROM unnest(${marks.map((mark) => mark.criterionKey)}::text[], ${marks.map((mark) => mark.subKey)}::text[],
				    ${marks.map((mark) => mark.value)}::int[], ${marks.map((mark) => mark.comment)}::text[]) AS n (criterion_key, sub_key, value, comment)
				  WHERE NOT EXISTS (SELECT 1 FROM score_mark k WHERE k.sheet_id = ${sheetId}::uuid AND k.criterion_key = n.criterion_key
				    AND k.sub_key = n.sub_key AND (k.value, k.comment) IS NOT DISTINCT FROM (n.value, n.comment))
				  ON CONFLICT (sheet_id, criterion_key, sub_key) DO UPDATE SET value = EXCLUDED.value, comment = EXCLUDED.comment)
				UPDATE score_sheet SET comment = ${comment}, updated_at = app_now(), version = version + 1
				WHERE id = ${sheetId}::uuid RETURNING updated_at AS at`);
			if (row === undefined) throw new Error(`sheet ${sheetId} is not there to be saved`);
			return row.at;
		},

		async submit(sheetId, { total, hash }) {
			await rows(Prisma.sql`
				UPDATE score_sheet SET state = 'submitted', total = ${total}::int, hash = ${hash}, submitted_at = app_now(), version = version + 1
				WHERE id = ${sheetId}::uuid`);
		}
	};
}

interface StoredSheet extends Omit<ScoreSheet, 'marks'> {
	readonly marks: readonly ScoreMark[];
}

async function withMarks(rows: Rows, memberId: string, applicationId: string): Promise<SheetRow | undefined> {
	const [row] = await rows<StoredSheet>(Prisma.sql`
		SELECT h.id, h.member_id AS "memberId", h.application_id AS "applicationId", h.state, h.version, h.comment, h.total,
		  h.submitted_at AS "submittedAt", h.updated_at AS "updatedAt", h.hash,
		  coalesce((SELECT json_agg(json_build_object('criterionKey', k.criterion_key, 'subKey', k.sub_key, 'value', k.value, 'comment', k.comment))
		    FROM score_mark k WHERE k.sheet_id = h.id), '[]') AS marks
		FROM score_sheet h WHERE h.member_id = ${memberId}::uuid AND h.application_id = ${applicationId}::uuid`);
	return row === undefined ? undefined : toSheet(row);
}
