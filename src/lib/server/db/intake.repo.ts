import { calendarDate } from '#lib/domain/shared/period.ts';
import type { IntakeRepository, SurveyRow, ValidityRow } from '#lib/server/app/intake/ports.ts';
import { stagePlace } from './before-council.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { officeFacts } from './office-facts.ts';
import { officeListRepository } from './office-list.repo.ts';
import { sessionState } from './session-state.ts';
import { typedFindingsRepository } from './typed-findings.repo.ts';
import { sealedById } from './sealed.ts';

export function intakeRepository(db: Connection, rows: Rows): IntakeRepository {
	return {
		...typedFindingsRepository(db),
		async openCall({ id, version, state }, to, at) {
			const { count } = await db.call.updateMany({
				where: { id, version, state },
				data: { state: to, openedAt: at, version: { increment: 1 } }
			});
			return count === 1;
		},

		async counts(callId) {
			const rows = await db.$queryRaw<{ submitted: bigint; withdrawn: bigint; organisations: bigint }[]>`
				SELECT count(*) FILTER (WHERE state NOT IN ('draft', 'withdrawn')) AS submitted,
				  count(*) FILTER (WHERE state = 'withdrawn' AND code IS NOT NULL) AS withdrawn,
				  count(DISTINCT organisation_id) FILTER (WHERE state NOT IN ('draft', 'withdrawn')) AS organisations
				FROM application WHERE call_id = ${callId}::uuid`;
			const row = rows[0];
			return {
				submitted: Number(row?.submitted ?? 0n),
				withdrawn: Number(row?.withdrawn ?? 0n),
				organisations: Number(row?.organisations ?? 0n)
			};
		},

		...officeListRepository(rows),

		async isSealed(applicationId) {
			const [row] = await rows<{ sealed: boolean }>(
				Prisma.sql`SELECT ${sealedById(Prisma.sql`${applicationId}::uuid`)} AS sealed`
			);
			return row?.sealed !== false;
		},

		async lockCall(callId, mode) {
			const strength = mode === 'share' ? Prisma.sql`FOR SHARE` : Prisma.sql`FOR UPDATE`;
			await db.$queryRaw`SELECT id FROM call WHERE id = ${callId}::uuid ${strength}`;
		},

		facts: (about) => officeFacts(rows, about),

		async validity(applicationId) {
			const row = await db.validityCheck.findUnique({ where: { applicationId } });
			return row === null ? undefined : { ...row, items: row.items as unknown as ValidityRow['items'] };
		},

		async saveValidity({ applicationId, items, ...rest }) {
			const data = { ...rest, items: items as unknown as Prisma.InputJsonValue };
			await db.validityCheck.upsert({
				where: { applicationId },
				create: { applicationId, ...data },
				update: data
			});
		},

		async setExcellentTask({ id, version, state }, value) {
			const { count } = await db.application.updateMany({
				where: { id, version, state },
				data: { excellentTask: value, version: { increment: 1 }, updatedAt: await clockRepository(db).now() }
			});
			return count === 1;
		},

		async sessionState(lotId) {
			const [row] = await db.$queryRaw<{ state: string }[]>`
				SELECT s.state FROM review_session s WHERE s.lot_id = ${lotId}::uuid ORDER BY ${stagePlace('s')} LIMIT 1`;
			return row === undefined ? undefined : sessionState(row.state);
		},

		async survey(applicationId) {
			const row = await db.siteSurvey.findUnique({ where: { applicationId } });
			if (row === null) return undefined;
			return {
				...row,
				heldOn: calendarDate(row.heldOn),
				findings: row.findings as unknown as SurveyRow['findings']
			};
		},

		async unsurveyed(callId) {
			const found = await db.application.findMany({
				where: { callId, state: 'valid', NOT: { survey: { is: { finishedAt: { not: null } } } } },
				select: { code: true },
				orderBy: { code: 'asc' }
			});
			return found.map(({ code }) => code ?? '');
		},

		async saveSurvey({ applicationId, findings, ...rest }, seen) {
			const data = { ...rest, findings: findings as unknown as Prisma.InputJsonValue };
			if (seen === 0) {
				const made = await db.siteSurvey.createMany({
					data: [{ applicationId, ...data, version: 1 }],
					skipDuplicates: true
				});
				return made.count === 1;
			}
			const { count } = await db.siteSurvey.updateMany({
				where: { applicationId, version: seen, finishedAt: null },
				data: { ...data, version: { increment: 1 } }
			});
			return count === 1;
		}
	};
}
