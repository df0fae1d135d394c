import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { recordSteps } from '#lib/domain/ballots/step-record.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { RulingRow, Seen, SessionCaseName, SessionsRepository } from '#lib/server/app/sessions/ports.ts';
import { toCall, toLot } from './calls.map.ts';
import type { Connection } from './connection.ts';
import { toCouncil } from './councils.map.ts';
import { Prisma } from './generated/client.ts';
import type { Council, Lot, ReviewSession } from './generated/client.ts';
import { CALL, columns, COUNCIL, LOT, part, SESSION } from './joined-rows.ts';
import type { CallColumns } from './joined-rows.ts';
import { likePattern } from './like.ts';
import type { Rows } from './rows.ts';
import type { StoredAttendance } from './sessions.map.ts';
import { fromRanking, toAttendance, toSession, toTally } from './sessions.map.ts';

interface FrameRow {
	readonly attendance: readonly StoredAttendance[];
	/** JSON has an instant as its text. */
	readonly rulings: readonly (Omit<RulingRow, 'ruledAt'> & { readonly ruledAt: string })[];
}

export function sessionsRepository(db: Connection, rows: Rows): SessionsRepository {
	const advance = async (
		{ id, version, state }: Seen,
		to: ReviewSessionState,
		data: Prisma.ReviewSessionUncheckedUpdateManyInput
	): Promise<boolean> => {
		const { count } = await db.reviewSession.updateMany({
			where: { id, version, state },
			data: { ...data, state: to, version: { increment: 1 } }
		});
		return count === 1;
	};
	// Whoever looked before attendance or a ruling changed has not seen what now decides.
	const touch = async (id: string): Promise<void> => {
		await db.reviewSession.update({ where: { id }, data: { version: { increment: 1 } } });
	};
	return {
		async of({ lotId, councilId }) {
			const row = await db.reviewSession.findFirst({
				where: { lotId, ...(councilId === undefined ? { stage: DECIDING } : { councilId }) }
			});
			return row === null ? undefined : toSession(row);
		},

		async frame({ lotId, councilId }) {
			const [row] = await rows<FrameRow>(Prisma.sql`
				SELECT ${columns('s', SESSION)}, ${columns('l', LOT)}, ${columns('k', COUNCIL)}, ${columns('c', CALL)},
				  coalesce((SELECT json_agg(json_build_object('memberId', t.member_id, 'present', t.present,
				    'authorised', t.authorised, 'note', t.note, 'authorisationNo', t.authorisation_no,
				    'authorisedOn', t.authorised_on) ORDER BY t.member_id) FROM attendance t WHERE t.session_id = s.id), '[]') AS attendance,
				  coalesce((SELECT json_agg(json_build_object('memberId', r.member_id, 'applicationId', r.application_id,
				    'reason', r.reason, 'ruledBy', r.ruled_by, 'ruledAt', r.ruled_at) ORDER BY r.ruled_at) FROM ballot_ruling r WHERE r.session_id = s.id), '[]') AS rulings
				FROM review_session s JOIN lot l ON l.id = s.lot_id JOIN council k ON k.id = s.council_id JOIN call c ON c.id = l.call_id
				WHERE s.lot_id = ${lotId}::uuid AND ${councilId === undefined ? Prisma.sql`s.stage = ${DECIDING}` : Prisma.sql`s.council_id = ${councilId}::uuid`}`);
			if (row === undefined) return undefined;
			return {
				session: toSession(part<ReviewSession>(row, 's')),
				lot: toLot(part<Lot>(row, 'l')),
				council: toCouncil(part<Council>(row, 'k')),
				call: toCall(part<CallColumns>(row, 'c')),
				attendance: row.attendance.map(toAttendance),
				rulings: row.rulings.map((ruling) => ({ ...ruling, ruledAt: new Date(ruling.ruledAt) }))
			};
		},

		async ofCall(callId, stage) {
			const found = await db.reviewSession.findMany({
				where: { lot: { callId }, ...(stage === undefined ? {} : { stage }) },
				orderBy: { lot: { position: 'asc' } }
			});
			return found.map(toSession);
		},

		async hold(sessionId, mode) {
			const lock = mode === 'share' ? Prisma.sql`FOR SHARE` : Prisma.sql`FOR UPDATE`;
			await db.$queryRaw`SELECT id FROM review_session WHERE id = ${sessionId}::uuid ${lock}`;
			const row = await db.reviewSession.findUnique({ where: { id: sessionId } });
			return row === null ? undefined : toSession(row);
		},

		async attendance(sessionId) {
			const found = await db.attendance.findMany({ where: { sessionId }, orderBy: { memberId: 'asc' } });
			return found.map(({ authorisedOn, ...row }) =>
				toAttendance({ ...row, authorisedOn: authorisedOn?.toISOString().slice(0, 10) ?? null })
			);
		},

		async saveAttendance(sessionId, entries) {
			if (entries.length === 0) return;
			const values = entries.map(
				(row) =>
					Prisma.sql`(${sessionId}::uuid, ${row.memberId}::uuid, ${row.present}, ${row.authorised}, ${row.note}, ${row.authorisation?.number ?? ''}, ${row.authorisation?.date ?? null}::date)`
			);
			await db.$executeRaw`
				INSERT INTO attendance (session_id, member_id, present, authorised, note, authorisation_no, authorised_on) VALUES ${Prisma.join(values)}
				ON CONFLICT (session_id, member_id) DO UPDATE
				SET present = EXCLUDED.present, authorised = EXCLUDED.authorised, note = EXCLUDED.note,
				  authorisation_no = EXCLUDED.authorisation_no, authorised_on = EXCLUDED.authorised_on`;
			await touch(sessionId);
		},

		async rulings(sessionId) {
			const found = await db.ballotRuling.findMany({ where: { sessionId }, orderBy: { ruledAt: 'asc' } });
			return found.map(({ memberId, applicationId, reason, ruledBy, ruledAt }) => ({
				memberId,
				applicationId,
				reason,
				ruledBy,
				ruledAt
			}));
		},

		async saveRuling(sessionId, { memberId, applicationId, reason, ruledBy, ruledAt }) {
			await db.ballotRuling.upsert({
				where: { sessionId_memberId_applicationId: { sessionId, memberId, applicationId } },
				create: { sessionId, memberId, applicationId, reason, ruledBy, ruledAt },
				update: { reason, ruledBy, ruledAt }
			});
			await touch(sessionId);
		},

		open: (seen, to, at, quorum) =>
			advance(seen, to, {
				openedAt: at,
				quorum: { ...quorum, presentIds: [...quorum.presentIds] }
			}),

		tally: (seen, to, at, ranking) => advance(seen, to, { talliedAt: at, ranking: fromRanking(ranking) }),

		close: (seen, to, { at, by, conclusion, standing }) =>
			advance(seen, to, {
				closedAt: at,
				closedBy: by,
				conclusion,
				standing: standing as unknown as Prisma.InputJsonValue
			}),

		async saveCountingBoard(sessionId, board) {
			await db.reviewSession.update({
				where: { id: sessionId },
				data: {
					countingBoard: board.map(({ memberId, head }) => ({ memberId, head })),
					version: { increment: 1 }
				}
			});
		},

		async saveTieVotes(sessionId, votes, ranking) {
			await db.reviewSession.update({
				where: { id: sessionId },
				data: {
					tieVotes: votes.map((vote) => ({ ...vote, order: [...vote.order] })),
					ranking: fromRanking(ranking),
					version: { increment: 1 }
				}
			});
		},

		async saveConclusion(sessionId, conclusion) {
			await db.reviewSession.update({
				where: { id: sessionId },
				data: { conclusion, version: { increment: 1 } }
			});
		},

		async saveTallies(tallies) {
			if (tallies.length === 0) return;
			const values = tallies.map(
				(
					row
				) => Prisma.sql`(${row.applicationId}::uuid, ${row.sessionId}::uuid, ${JSON.stringify(recordSteps(row.steps))}::jsonb,
					${row.mean?.num ?? null}::bigint, ${row.mean?.den ?? null}::bigint, ${row.final?.num ?? null}::bigint, ${row.final?.den ?? null}::bigint,
					${row.passed}, ${row.rank}::int, ${row.outcome}, ${JSON.stringify(row.reasons)}::jsonb)`
			);
			await db.$executeRaw`
				INSERT INTO tally (application_id, session_id, steps, mean_num, mean_den, final_num, final_den, passed, rank, outcome, reasons)
				VALUES ${Prisma.join(values)}
				ON CONFLICT (session_id, application_id) DO UPDATE SET steps = EXCLUDED.steps,
				  mean_num = EXCLUDED.mean_num, mean_den = EXCLUDED.mean_den, final_num = EXCLUDED.final_num, final_den = EXCLUDED.final_den,
				  passed = EXCLUDED.passed, rank = EXCLUDED.rank, outcome = EXCLUDED.outcome, reasons = EXCLUDED.reasons`;
		},

		async tallies(sessionId) {
			return (await db.tally.findMany({ where: { sessionId } })).map(toTally);
		},

		async talliesOf(sessionId, applicationIds) {
			const found = await db.tally.findMany({
				where: { sessionId, applicationId: { in: [...applicationIds] } }
			});
			return found.map(toTally);
		},

		async matching(lotId, search) {
			const found = await rows<{ id: string }>(
				Prisma.sql`SELECT id FROM application WHERE lot_id = ${lotId}::uuid AND search_text LIKE ${likePattern(search)}`
			);
			return found.map(({ id }) => id);
		},

		async cases(applicationIds) {
			if (applicationIds.length === 0) return new Map();
			const found = await rows<SessionCaseName & { readonly id: string }>(Prisma.sql`
				SELECT a.id, a.title, a.organisation_name AS organisation, a.organisation_id AS "organisationId"
				FROM application a
				WHERE a.id = ANY(${[...applicationIds]}::uuid[])`);
			return new Map(found.map(({ id, ...named }) => [id, named]));
		},

		async submittedBy(sessionId, memberIds) {
			if (memberIds.length === 0) return new Map();
			// As a filter of the count, the applications of the lot are read once and not at every sheet.
			const found = await rows<{ memberId: string; count: number }>(Prisma.sql`
				SELECT h.member_id AS "memberId", count(*) FILTER (WHERE h.application_id IN (
				  SELECT a.id FROM application a JOIN review_session s ON s.lot_id = a.lot_id WHERE s.id = ${sessionId}::uuid))::int AS count
				FROM score_sheet h WHERE h.member_id = ANY(${[...memberIds]}::uuid[]) AND h.state = 'submitted' GROUP BY h.member_id`);
			return new Map(found.map(({ memberId, count }) => [memberId, count]));
		},

		async talliesOfCall(callId, stage) {
			return (await db.tally.findMany({ where: { application: { callId }, session: { stage } } })).map(
				toTally
			);
		}
	};
}
