import { NOT_BEFORE } from '#lib/domain/flow/council-stage.ts';
import { FIRST_COUNCIL_STATE } from '#lib/domain/workflow/council.ts';
import { FIRST_REVIEW_SESSION_STATE } from '#lib/domain/workflow/review-session.ts';
import type { CouncilsRepository, NeighbourRow } from '#lib/server/app/councils/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import { appointmentQueries } from './appointments.repo.ts';
import { beforeCouncil } from './before-council.ts';
import { localized } from './calls.map.ts';
import type { Connection } from './connection.ts';
import { toCase, toCouncil, toDeclaration, toMember, toSeat } from './councils.map.ts';
import type { StoredCase, StoredMember, StoredSeat } from './councils.map.ts';
import { Prisma } from './generated/client.ts';
import { sessionState } from './session-state.ts';
import { COUNCIL, select } from './joined-rows.ts';
import type { Rows } from './rows.ts';
import { memberRecord, seatRecord } from './seat-records.repo.ts';

const ROLE_ORDER = Prisma.sql`array_position(ARRAY['chair','vice_chair','reviewer','scientific_secretary','member','administrative_secretary'], m.role)`;

const MEMBER = Prisma.sql`
	SELECT m.id AS "memberId", m.council_id AS "councilId", m.person_id AS "personId", m.role, m.position,
	  p.full_name AS name, p.title, coalesce(o.name, p.employer_text) AS employer, coalesce(c.email, '') AS email,
	  CASE c.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale,
	  tied_organisations(p.id, b.call_id) AS "organisationIds",
	  m.appointed_at AS "appointedAt", m.ended_at AS "endedAt", m.undertaking_at AS "undertakingAt"
	FROM council_member m JOIN person p ON p.id = m.person_id JOIN council b ON b.id = m.council_id
	  LEFT JOIN organisation o ON o.id = p.employer_id LEFT JOIN account c ON c.person_id = p.id`;

export function councilsRepository(db: Connection, rows: Rows): CouncilsRepository {
	return {
		memberRecord: (about) => memberRecord(rows, about),
		seatRecord: (about) => seatRecord(rows, about),

		neighbours: ({ stage }, lotId) =>
			rows<NeighbourRow>(
				Prisma.sql`SELECT a.id AS "applicationId", a.code FROM application a WHERE a.lot_id = ${lotId}::uuid AND NOT a.state = ANY(${[...NOT_BEFORE[stage]]}) ORDER BY a.code`
			),

		async find(id) {
			const [row] = await select(rows, 'council', COUNCIL, Prisma.sql`WHERE id = ${id}::uuid`);
			return row === undefined ? undefined : toCouncil(row);
		},

		async ofCall(callId) {
			return (await db.council.findMany({ where: { callId }, orderBy: { createdAt: 'desc' } })).map(
				toCouncil
			);
		},

		async insert(row) {
			await db.council.create({ data: { ...row, state: FIRST_COUNCIL_STATE } });
		},

		async advance({ id, version, state }, to) {
			const { count } = await db.council.updateMany({
				where: { id, version, state },
				data: { state: to, version: { increment: 1 } }
			});
			return count === 1;
		},

		async members(councilId) {
			const found = await db.$queryRaw<StoredMember[]>`
				${MEMBER} WHERE m.council_id = ${councilId}::uuid ORDER BY ${ROLE_ORDER}, m.position, m.appointed_at, m.id`;
			return found.map(toMember);
		},

		async member(memberId) {
			const found = await db.$queryRaw<StoredMember[]>`${MEMBER} WHERE m.id = ${memberId}::uuid`;
			return found.map(toMember)[0];
		},

		async appoint({ memberId, councilId, personId, role, at }) {
			await db.$executeRaw`
				INSERT INTO council_member (id, council_id, person_id, role, position, appointed_at)
				VALUES (${memberId}::uuid, ${councilId}::uuid, ${personId}::uuid, ${role},
				  (SELECT coalesce(max(position), 0) + 1 FROM council_member WHERE council_id = ${councilId}::uuid), ${at})
				ON CONFLICT (council_id, person_id) DO UPDATE SET role = EXCLUDED.role, position = EXCLUDED.position,
				  appointed_at = EXCLUDED.appointed_at, ended_at = NULL, undertaking_at = NULL, undertaking_hash = NULL`;
		},

		async end(memberId, at) {
			const { count } = await db.councilMember.updateMany({
				where: { id: memberId, endedAt: null },
				data: { endedAt: at }
			});
			return count === 1;
		},

		...appointmentQueries(db),

		async cases(councilId) {
			const found = await rows<StoredCase>(Prisma.sql`
				SELECT a.id AS "applicationId", a.code, a.title, a.state, a.lot_id AS "lotId", a.organisation_id AS "organisationId", a.organisation_name AS organisation,
				  coalesce((SELECT array_agg(x.id::text) FROM application_participant t JOIN organisation x ON x.tax_code = t.tax_code AND x.standing = 'proved'
				    WHERE t.application_id = a.id AND t.kind = 'organisation'), '{}') AS "cooperatingIds",
				  coalesce((SELECT array_agg(t.name ORDER BY t.id) FROM application_participant t WHERE t.application_id = a.id AND t.kind = 'organisation'), '{}') AS "cooperatingNames",
				  coalesce((SELECT array_agg(t.name ORDER BY t.id) FROM application_participant t WHERE t.application_id = a.id AND t.kind <> 'organisation'), '{}') AS "participantNames"
				FROM review_session s JOIN application a ON a.lot_id = s.lot_id
				WHERE s.council_id = ${councilId}::uuid AND ${beforeCouncil('a', 's')} ORDER BY a.code`);
			return found.map(toCase);
		},

		async lots(councilId) {
			const found = await db.reviewSession.findMany({
				where: { councilId },
				select: {
					id: true,
					lotId: true,
					state: true,
					version: true,
					scheduledAt: true,
					plannedAt: true,
					place: true,
					openedAt: true,
					closedAt: true,
					lot: { select: { code: true, titleVi: true, titleEn: true, position: true } }
				},
				orderBy: { lot: { position: 'asc' } }
			});
			return found.map((row) => ({
				sessionId: row.id,
				lotId: row.lotId,
				code: row.lot.code,
				title: localized(row.lot.titleVi, row.lot.titleEn),
				position: row.lot.position,
				sessionState: sessionState(row.state),
				sessionVersion: row.version,
				scheduledAt: row.scheduledAt,
				plannedAt: row.plannedAt,
				place: row.place,
				openedAt: row.openedAt,
				closedAt: row.closedAt
			}));
		},

		async startReview(callId, { from, to }) {
			return db.$queryRaw<{ id: string; lotId: string }[]>`
				UPDATE application SET state = ${to}, version = version + 1, updated_at = app_now()
				WHERE call_id = ${callId}::uuid AND state = ${from} RETURNING id, lot_id AS "lotId"`;
		},

		async planSessions({ id: councilId, stage }, lotIds) {
			if (lotIds.length === 0) return;
			const rows = lotIds.map(
				(lotId) =>
					Prisma.sql`(${identifiers.v7()}::uuid, ${lotId}::uuid, ${councilId}::uuid, ${stage}, ${FIRST_REVIEW_SESSION_STATE})`
			);
			await db.$executeRaw`
				INSERT INTO review_session AS s (id, lot_id, council_id, stage, state) VALUES ${Prisma.join(rows)}
				ON CONFLICT (lot_id, stage) DO UPDATE SET council_id = EXCLUDED.council_id, version = s.version + 1, scheduled_at = NULL, planned_at = NULL, place = ''
				WHERE s.state = 'planned'`;
		},

		async endReview(callId, { from, to }) {
			const found = await db.$queryRaw<{ id: string }[]>`
				UPDATE application SET state = ${to}, version = version + 1, updated_at = app_now()
				WHERE call_id = ${callId}::uuid AND state = ${from} RETURNING id`;
			return found.map(({ id }) => id);
		},

		async dissolve({ id, version, state }, to, { at, by, reason }) {
			const { count } = await db.council.updateMany({
				where: { id, version, state },
				data: {
					state: to,
					version: { increment: 1 },
					dissolvedAt: at,
					dissolvedBy: by,
					dissolveReason: reason
				}
			});
			if (count === 1) {
				await db.councilMember.updateMany({ where: { councilId: id, endedAt: null }, data: { endedAt: at } });
			}
			return count === 1;
		},

		async submittedSheets(councilId) {
			return db.scoreSheet.count({ where: { state: 'submitted', member: { councilId } } });
		},

		async setSession({ sessionId, version }, { scheduledAt, place, plannedAt }) {
			const { count } = await db.reviewSession.updateMany({
				where: { id: sessionId, version, state: 'planned' },
				data: { scheduledAt, place, plannedAt, version: { increment: 1 } }
			});
			return count === 1;
		},

		async declarations(councilId, memberIds) {
			const found = await db.conflictDeclaration.findMany({
				where: { member: { councilId }, ...(memberIds && { memberId: { in: [...memberIds] } }) },
				orderBy: [{ declaredAt: 'asc' }, { id: 'asc' }]
			});
			return found.map(toDeclaration);
		},

		async declaration(id) {
			const row = await db.conflictDeclaration.findUnique({ where: { id } });
			return row === null ? undefined : toDeclaration(row);
		},

		async saveDeclarations(rows) {
			if (rows.length === 0) return;
			const values = rows.map(
				(row) =>
					Prisma.sql`(${row.id}::uuid, ${row.memberId}::uuid, ${row.applicationId}::uuid, ${row.kind}, ${row.ground}, ${row.note}, ${row.detected}, ${row.declaredAt}::timestamptz)`
			);
			// A declaration repeated word for word keeps its ruling: the chair has ruled on exactly that.
			await db.$executeRaw`
				INSERT INTO conflict_declaration AS d (id, member_id, application_id, kind, ground, note, detected, declared_at)
				VALUES ${Prisma.join(values)}
				ON CONFLICT (member_id, application_id) DO UPDATE SET kind = EXCLUDED.kind, ground = EXCLUDED.ground, note = EXCLUDED.note,
				  detected = EXCLUDED.detected, declared_at = EXCLUDED.declared_at,
				  ruling = NULL, ruling_note = '', ruled_by = NULL, ruled_at = NULL
				WHERE (d.kind, d.ground, d.note, d.detected) IS DISTINCT FROM (EXCLUDED.kind, EXCLUDED.ground, EXCLUDED.note, EXCLUDED.detected)`;
		},

		async rule(id, { ruling, note, by, at }) {
			await db.conflictDeclaration.update({
				where: { id },
				data: { ruling, rulingNote: note, ruledBy: by, ruledAt: at }
			});
		},

		async sign(memberId, at, hash) {
			const { count } = await db.councilMember.updateMany({
				where: { id: memberId, endedAt: null, undertakingAt: null },
				data: { undertakingAt: at, undertakingHash: hash }
			});
			return count === 1;
		},

		async lock(councilId) {
			await db.$queryRaw`SELECT id FROM council WHERE id = ${councilId}::uuid FOR UPDATE`;
		},

		async seatsOf(personId, { page, size }) {
			// The page first: what stands beside a council is looked up for its rows alone.
			const found = await rows<StoredSeat & { readonly total: bigint }>(Prisma.sql`
				WITH shown AS (
				  SELECT m.id, c.created_at, count(*) OVER () AS total FROM council_member m JOIN council c ON c.id = m.council_id
				  WHERE m.person_id = ${personId}::uuid AND m.ended_at IS NULL AND c.state <> 'dissolved'
				  ORDER BY c.created_at DESC, c.id LIMIT ${size} OFFSET ${(page - 1) * size})
				SELECT m.id AS member_id, c.id AS council_id, c.name, c.state, k.code AS call_code, k.title_vi, k.title_en, m.role,
				  (SELECT min(w.scheduled_at) FROM review_session w WHERE w.council_id = c.id AND w.state <> 'closed' AND w.scheduled_at >= (SELECT app_now())) AS next_session,
				  shown.total
				FROM shown JOIN council_member m ON m.id = shown.id JOIN council c ON c.id = m.council_id JOIN call k ON k.id = c.call_id
				ORDER BY c.created_at DESC, c.id`);
			return { rows: found.map(toSeat), total: Number(found[0]?.total ?? 0n) };
		}
	};
}
