import { recordSteps } from '#lib/domain/scoring/tally-record.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { Seen, SessionsRepository } from '#lib/server/app/sessions/ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { toSession, toTally } from './sessions.map.ts';

export function sessionsRepository(db: Connection): SessionsRepository {
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
		async ofLot(lotId) {
			const row = await db.reviewSession.findUnique({ where: { lotId } });
			return row === null ? undefined : toSession(row);
		},

		async ofCall(callId) {
			const rows = await db.reviewSession.findMany({
				where: { lot: { callId } },
				orderBy: { lot: { position: 'asc' } }
			});
			return rows.map(toSession);
		},

		async hold(lotId, mode) {
			const lock = mode === 'share' ? Prisma.sql`FOR SHARE` : Prisma.sql`FOR UPDATE`;
			await db.$queryRaw`SELECT id FROM review_session WHERE lot_id = ${lotId}::uuid ${lock}`;
			const row = await db.reviewSession.findUnique({ where: { lotId } });
			return row === null ? undefined : toSession(row);
		},

		async attendance(sessionId) {
			const rows = await db.attendance.findMany({ where: { sessionId }, orderBy: { memberId: 'asc' } });
			return rows.map(({ memberId, present, authorised, note }) => ({ memberId, present, authorised, note }));
		},

		async saveAttendance(sessionId, rows) {
			if (rows.length === 0) return;
			const values = rows.map(
				(row) =>
					Prisma.sql`(${sessionId}::uuid, ${row.memberId}::uuid, ${row.present}, ${row.authorised}, ${row.note})`
			);
			await db.$executeRaw`
				INSERT INTO attendance (session_id, member_id, present, authorised, note) VALUES ${Prisma.join(values)}
				ON CONFLICT (session_id, member_id) DO UPDATE
				SET present = EXCLUDED.present, authorised = EXCLUDED.authorised, note = EXCLUDED.note`;
			await touch(sessionId);
		},

		async rulings(sessionId) {
			const rows = await db.ballotRuling.findMany({ where: { sessionId }, orderBy: { ruledAt: 'asc' } });
			return rows.map(({ memberId, applicationId, reason, ruledBy, ruledAt }) => ({
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

		open: (seen, at, quorum) =>
			advance(seen, 'open', {
				openedAt: at,
				quorum: { ...quorum, presentIds: [...quorum.presentIds] }
			}),

		tally: (seen, at) => advance(seen, 'tallied', { talliedAt: at }),

		close: (seen, at, by, conclusion) => advance(seen, 'closed', { closedAt: at, closedBy: by, conclusion }),

		async saveCountingBoard(sessionId, board) {
			await db.reviewSession.update({
				where: { id: sessionId },
				data: {
					countingBoard: board.map(({ memberId, head }) => ({ memberId, head })),
					version: { increment: 1 }
				}
			});
		},

		async saveTieVotes(sessionId, votes) {
			await db.reviewSession.update({
				where: { id: sessionId },
				data: {
					tieVotes: votes.map((vote) => ({ ...vote, order: [...vote.order] })),
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

		async saveTallies(rows) {
			if (rows.length === 0) return;
			const values = rows.map(
				(
					row
				) => Prisma.sql`(${row.applicationId}::uuid, ${row.sessionId}::uuid, ${JSON.stringify(recordSteps(row.steps))}::jsonb,
					${row.mean?.num ?? null}::bigint, ${row.mean?.den ?? null}::bigint, ${row.final?.num ?? null}::bigint, ${row.final?.den ?? null}::bigint,
					${row.passed}, ${row.rank}::int, ${row.outcome}, ${JSON.stringify(row.reasons)}::jsonb)`
			);
			await db.$executeRaw`
				INSERT INTO tally (application_id, session_id, steps, mean_num, mean_den, final_num, final_den, passed, rank, outcome, reasons)
				VALUES ${Prisma.join(values)}
				ON CONFLICT (application_id) DO UPDATE SET session_id = EXCLUDED.session_id, steps = EXCLUDED.steps,
				  mean_num = EXCLUDED.mean_num, mean_den = EXCLUDED.mean_den, final_num = EXCLUDED.final_num, final_den = EXCLUDED.final_den,
				  passed = EXCLUDED.passed, rank = EXCLUDED.rank, outcome = EXCLUDED.outcome, reasons = EXCLUDED.reasons`;
		},

		async tallies(sessionId) {
			return (await db.tally.findMany({ where: { sessionId } })).map(toTally);
		},

		async talliesOfCall(callId) {
			return (await db.tally.findMany({ where: { application: { callId } } })).map(toTally);
		}
	};
}
