import type { BudgetsRepository } from '#lib/server/app/budgets/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import { appraisalsRepository } from './appraisals.repo.ts';
import { toLine, toRecord, toVersion } from './budgets.map.ts';
import type { Connection } from './connection.ts';
import type { DossierSeals } from './dossier-seals.ts';
import { Prisma } from './generated/client.ts';
import { khoanRepository } from './khoan.repo.ts';
import { rejectionsRepository } from './rejections.repo.ts';
import type { Rows } from './rows.ts';
import { sealedBudgets } from './sealed-budgets.ts';

/** Columns of a line except its key, in the order of `RECORD`. */
const COLUMNS = [
	'position',
	'category',
	'sub_kind',
	'content',
	'unit',
	'quantity',
	'quantity_scale',
	'unit_price',
	'amount',
	'source',
	'khoan',
	'khoan_reason',
	'norm_ref',
	'labour',
	'system',
	'removed',
	'reason_code',
	'note'
] as const;

const RECORD = Prisma.raw(
	`key uuid, position int, category int, sub_kind text, content text, unit text, quantity bigint, quantity_scale int,
	 unit_price bigint, amount bigint, source text, khoan boolean, khoan_reason text, norm_ref text, labour jsonb,
	 system text, removed boolean, reason_code text, note text`
);
const NAMES = Prisma.raw(COLUMNS.join(', '));
const EXCLUDED = Prisma.raw(COLUMNS.map((name) => `EXCLUDED.${name}`).join(', '));
const GIVEN = Prisma.raw(COLUMNS.map((name) => `r.${name}`).join(', '));
const CURRENT = Prisma.raw(COLUMNS.map((name) => `l.${name}`).join(', '));

export function budgetsRepository(db: Connection, rows: Rows, seals: DossierSeals): BudgetsRepository {
	const sealed = sealedBudgets(rows, seals);
	return {
		async versions(applicationId) {
			const found = await db.budgetVersion.findMany({
				where: { budget: { applicationId } },
				orderBy: { number: 'desc' }
			});
			return sealed.withFigures(
				applicationId,
				found.map((row) => ({ row: toVersion(row, applicationId), sealed: row.sealed }))
			);
		},

		async version(id) {
			const row = await db.budgetVersion.findUnique({
				where: { id },
				include: { budget: { select: { applicationId: true } } }
			});
			if (row === null) return undefined;
			const { applicationId } = row.budget;
			const [version] = await sealed.withFigures(applicationId, [
				{ row: toVersion(row, applicationId), sealed: row.sealed }
			]);
			return version;
		},

		async approvedOf(callId) {
			const rows = await db.$queryRaw<{ applicationId: string; stateTotal: bigint; ownTotal: bigint }[]>`
				SELECT DISTINCT ON (a.id) a.id AS "applicationId", v.state_total AS "stateTotal", v.own_total AS "ownTotal"
				FROM application a JOIN budget b ON b.application_id = a.id JOIN budget_version v ON v.budget_id = b.id
				WHERE a.call_id = ${callId}::uuid AND a.state = 'approved' AND v.stage = 'appraised' AND v.frozen_at IS NOT NULL
				ORDER BY a.id, v.number DESC`;
			return new Map(rows.map(({ applicationId, ...totals }) => [applicationId, totals]));
		},

		async lines(versionId) {
			const found = await db.budgetLine.findMany({
				where: { versionId },
				orderBy: [{ position: 'asc' }, { key: 'asc' }]
			});
			return found.length > 0 ? found.map(toLine) : sealed.lines(await sealed.held(versionId));
		},

		async createVersion({ id, applicationId, number, stage, version }) {
			await db.$executeRaw`
				INSERT INTO budget (id, application_id) VALUES (${identifiers.v7()}::uuid, ${applicationId}::uuid)
				ON CONFLICT (application_id) DO NOTHING`;
			const made = await db.$executeRaw`
				INSERT INTO budget_version (id, budget_id, number, stage, version, created_at)
				SELECT ${id}::uuid, b.id, ${number}, ${stage}, ${version}, app_now() FROM budget b WHERE b.application_id = ${applicationId}::uuid
				ON CONFLICT (budget_id, number) DO NOTHING`;
			if (made === 1) await sealed.begin(applicationId, id);
			return made === 1;
		},

		async copyLines(fromVersionId, toVersionId) {
			const to = await sealed.held(toVersionId);
			if (to !== undefined) {
				const lines = (await sealed.held(fromVersionId))?.lines ?? [];
				return sealed.keep(to, { lines });
			}
			await db.$executeRaw`
				INSERT INTO budget_line (version_id, key, ${NAMES})
				SELECT ${toVersionId}::uuid, l.key, ${CURRENT} FROM budget_line l WHERE l.version_id = ${fromVersionId}::uuid`;
		},

		async upsertLines(versionId, lines) {
			if (lines.length === 0) return 0;
			const held = await sealed.held(versionId);
			if (held !== undefined) return sealed.upsert(held, lines);
			// Unchanged lines are left out before the insert: its trigger would void the hash for each of them.
			return db.$executeRaw`
				INSERT INTO budget_line (version_id, key, ${NAMES})
				SELECT ${versionId}::uuid, r.key, ${GIVEN}
				FROM jsonb_to_recordset(${JSON.stringify(lines.map(toRecord))}::jsonb) AS r(${RECORD})
				LEFT JOIN budget_line l ON l.version_id = ${versionId}::uuid AND l.key = r.key
				WHERE l.key IS NULL OR (${CURRENT}) IS DISTINCT FROM (${GIVEN})
				ON CONFLICT (version_id, key) DO UPDATE SET (${NAMES}) = ROW (${EXCLUDED})`;
		},

		async removeLines(versionId, keys) {
			if (keys.length === 0) return 0;
			const held = await sealed.held(versionId);
			if (held !== undefined) return sealed.remove(held, keys);
			const { count } = await db.budgetLine.deleteMany({ where: { versionId, key: { in: [...keys] } } });
			return count;
		},

		async settle({ id, version }, { stateTotal, ownTotal, justifications, canonical }) {
			const hash = canonical === null ? null : identifiers.sha256(canonical);
			const held = await sealed.held(id);
			if (held !== undefined) {
				const mine = await db.budgetVersion.updateMany({
					where: { id, version },
					data: { version: { increment: 1 } }
				});
				if (mine.count === 1) await sealed.keep(held, { stateTotal, ownTotal, justifications, hash });
				return mine.count === 1;
			}
			const { count } = await db.budgetVersion.updateMany({
				where: { id, version },
				data: {
					version: { increment: 1 },
					stateTotal,
					ownTotal,
					justifications,
					hash
				}
			});
			return count === 1;
		},

		async freeze(versionId) {
			const held = await sealed.held(versionId);
			if (held !== undefined) return sealed.freeze(held);
			await db.$executeRaw`UPDATE budget_version SET frozen_at = app_now() WHERE id = ${versionId}::uuid`;
		},

		...appraisalsRepository(db),
		...khoanRepository(db),
		...rejectionsRepository(db)
	};
}
