import type { PersonReader } from '#lib/server/app/mail/letter.ts';
import { signingKind } from './chains.repo.ts';
import type { AppraisalListRow, ApprovalStepRow, BudgetsRepository } from '#lib/server/app/budgets/ports.ts';
import { appraisalState, toAppraisal } from './budgets.map.ts';
import { localized } from './calls.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { likePattern } from './like.ts';
import { openWork } from './tasks.repo.ts';

interface ListedRow {
	readonly id: string;
	readonly state: string;
	readonly code: string | null;
	readonly title: string;
	readonly organisation: string;
	readonly call_code: string;
	readonly lot_title_vi: string;
	readonly lot_title_en: string;
	readonly requested: bigint;
	readonly appraised: bigint;
	readonly updated_at: Date;
	readonly mine: boolean;
	readonly total: bigint;
	readonly total_mine: bigint;
}

type AppraisalMethods =
	| 'steps'
	| 'takeStep'
	| 'revokeSteps'
	| 'createAppraisal'
	| 'findAppraisal'
	| 'appraisalOf'
	| 'advanceAppraisal'
	| 'listAppraisals'
	| 'holdersOf';

/** The part of the budgets repository that is about appraisals and their signatures. */
export function appraisalsRepository(db: Connection): Pick<BudgetsRepository, AppraisalMethods> {
	return {
		async steps(versionId) {
			const rows = await db.$queryRaw<(Omit<ApprovalStepRow, 'kind'> & { readonly kind: string })[]>`
				SELECT s.id, s.step_no AS step, s.kind, s.person_id AS "personId", p.full_name AS "personName",
				  p.title AS "personTitle", s.seen_hash AS "seenHash", s.at, s.revoked_at AS "revokedAt"
				FROM approval_step s JOIN person p ON p.id = s.person_id
				WHERE s.budget_version_id = ${versionId}::uuid ORDER BY s.at, s.id`;
			return rows.map((row) => ({ ...row, kind: signingKind(row.kind) }));
		},

		async takeStep({ id, versionId, step, kind, personId, seenHash }) {
			await db.$executeRaw`
				INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at)
				VALUES (${id}::uuid, ${versionId}::uuid, ${step}, ${kind}, ${personId}::uuid, ${seenHash}, app_now())`;
		},

		async revokeSteps(versionId) {
			await db.$executeRaw`
				UPDATE approval_step SET revoked_at = app_now() WHERE budget_version_id = ${versionId}::uuid AND revoked_at IS NULL`;
		},

		async createAppraisal(row) {
			const now = await clockRepository(db).now();
			await db.appraisal.create({
				data: {
					...row,
					createdAt: now,
					updatedAt: now
				}
			});
		},

		async findAppraisal(id) {
			const row = await db.appraisal.findUnique({ where: { id } });
			return row === null ? undefined : toAppraisal(row);
		},

		async appraisalOf(applicationId) {
			const row = await db.appraisal.findUnique({ where: { applicationId } });
			return row === null ? undefined : toAppraisal(row);
		},

		async advanceAppraisal({ id, version, state }, to, { editor, returnNote } = {}) {
			const count = await db.$executeRaw`
				UPDATE appraisal SET state = ${to}, version = version + 1, updated_at = app_now(),
				  return_note = coalesce(${returnNote ?? null}, return_note),
				  editors = CASE WHEN ${editor ?? null}::uuid IS NULL OR ${editor ?? null}::uuid = ANY (editors)
				    THEN editors ELSE editors || ${editor ?? null}::uuid END
				WHERE id = ${id}::uuid AND version = ${version} AND state = ${state}`;
			return count === 1;
		},

		async listAppraisals(filter) {
			const { scope, page, size } = filter;
			const like = likePattern(filter.search);
			const rows = await db.$queryRaw<ListedRow[]>`
				WITH seen AS (
				  SELECT p.id, p.state, a.code, a.title, a.organisation_name AS organisation, c.code AS call_code,
				    l.title_vi AS lot_title_vi, l.title_en AS lot_title_en, rv.state_total AS requested, av.state_total AS appraised,
				    p.updated_at,
				    p.id IN (SELECT w.subject_id FROM (${openWork(filter.standing)}) w WHERE w.subject = 'appraisal') AS mine
				  FROM appraisal p
				  JOIN application a ON a.id = p.application_id
				  JOIN call c ON c.id = a.call_id
				  JOIN lot l ON l.id = a.lot_id
				  JOIN budget_version rv ON rv.id = p.requested_version_id
				  JOIN budget_version av ON av.id = p.appraised_version_id
				  WHERE (${scope.all} OR c.programme = ANY (${scope.programmes}::text[]) OR c.id = ANY (${scope.callIds}::uuid[])
				      OR a.organisation_id = ANY (${scope.organisationIds}::uuid[]))
				    AND (a.search_text LIKE ${like} OR vn_fold(l.title_vi) LIKE ${like} OR vn_fold(c.code) LIKE ${like})
				    AND (${filter.state ?? null}::text IS NULL OR p.state = ${filter.state ?? null})
				)
				SELECT s.*, count(*) OVER () AS total, count(*) FILTER (WHERE s.mine) OVER () AS total_mine FROM seen s
				WHERE NOT ${filter.onlyMine} OR s.mine
				ORDER BY s.mine DESC, s.updated_at DESC, s.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
			return {
				rows: rows.map((row): AppraisalListRow => ({
					id: row.id,
					state: appraisalState(row.state),
					applicationCode: row.code ?? '',
					title: row.title,
					organisation: row.organisation,
					callCode: row.call_code,
					lotTitle: localized(row.lot_title_vi, row.lot_title_en),
					requested: row.requested,
					appraised: row.appraised,
					updatedAt: row.updated_at,
					mine: row.mine
				})),
				total: Number(rows[0]?.total ?? 0n),
				mine: Number(rows[0]?.total_mine ?? 0n)
			};
		},

		async holdersOf(role, programme) {
			return db.$queryRaw<PersonReader[]>`
				SELECT DISTINCT p.id AS "personId", a.email, p.full_name AS name, CASE a.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM role_grant g JOIN person p ON p.id = g.person_id JOIN account a ON a.person_id = p.id
				WHERE g.role = ${role} AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())
				  AND (g.scope_type = 'all' OR g.scope_type = 'programme' AND g.scope_id = ${programme})
				  AND a.disabled_at IS NULL AND a.email_verified_at IS NOT NULL`;
		}
	};
}
