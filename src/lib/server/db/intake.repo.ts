import { calendarDate } from '#lib/domain/shared/period.ts';
import type { Scope } from '#lib/domain/access/policy.ts';
import type {
	Contact,
	IntakeRepository,
	OfficeApplicationRow,
	OfficeSort,
	SurveyRow,
	ValidityRow
} from '#lib/server/app/intake/ports.ts';
import { applicationState } from './applications.map.ts';
import { localized } from './calls.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { containing } from './like.ts';
import type { Rows } from './rows.ts';
import { toStanding } from './organisations.repo.ts';
import { officeFacts } from './office-facts.ts';
import { sessionState } from './session-state.ts';
import { typedFindingsRepository } from './typed-findings.repo.ts';
import { sealedById, sealedDossier } from './sealed.ts';

interface ListedRow {
	readonly id: string;
	readonly code: string;
	readonly title: string;
	readonly state: string;
	readonly organisation: string;
	readonly organisation_now: string | null;
	readonly standing: string;
	readonly call_code: string;
	readonly title_vi: string;
	readonly title_en: string;
	readonly lot_code: string;
	readonly submitted_at: Date;
	readonly requested: bigint | null;
	readonly own: bigint | null;
	readonly valid: boolean | null;
	readonly survey_finished: boolean | null;
	readonly total: bigint;
}

function toListed(row: ListedRow): OfficeApplicationRow {
	return {
		id: row.id,
		code: row.code,
		title: row.title,
		state: applicationState(row.state),
		organisation: row.organisation,
		organisationNow: row.organisation_now,
		standing: toStanding(row.standing),
		callCode: row.call_code,
		callTitle: localized(row.title_vi, row.title_en),
		lotCode: row.lot_code,
		submittedAt: row.submitted_at,
		requested: row.requested,
		own: row.own,
		valid: row.valid,
		surveyFinished: row.survey_finished
	};
}

/** What a list may be ordered by; the code settles what is equal, so that pages never overlap. */
const ORDER: Readonly<Record<OfficeSort, Prisma.Sql>> = {
	code: Prisma.sql`a.code`,
	submitted: Prisma.sql`a.submitted_at`,
	organisation: Prisma.sql`a.organisation_name COLLATE "vi-x-icu"`,
	title: Prisma.sql`a.title COLLATE "vi-x-icu"`,
	requested: Prisma.sql`a.requested`
};

/** Opened dossiers only, of the scope of the permission table. */
export function readable(scope: Scope): Prisma.Sql {
	const opened = Prisma.sql`NOT ${sealedDossier()}`;
	return scope.all
		? opened
		: Prisma.sql`${opened} AND (k.programme = ANY(${[...scope.programmes]}::text[])
		  OR k.id::text = ANY(${[...scope.callIds]}::text[]))`;
}

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

		async list({ scope, search, callCode, state, sort, descending, page, size }) {
			const conditions = [
				readable(scope),
				...containing(Prisma.sql`a.search_text`, search),
				...(callCode === '' ? [] : [Prisma.sql`k.code = ${callCode}`]),
				...(state === '' ? [] : [Prisma.sql`a.state = ${state}`])
			];
			const order = Prisma.sql`${ORDER[sort]} ${descending ? Prisma.sql`DESC NULLS LAST` : Prisma.sql`ASC NULLS LAST`}, a.code`;
			// The rows of the page are found first, so that what stands beside them is looked up for them only.
			const found = await rows<ListedRow>(Prisma.sql`
				WITH shown AS (
				  SELECT a.id, count(*) OVER () AS total
				  FROM application a
				    JOIN call k ON k.id = a.call_id
				    JOIN programme_definition d ON d.id = k.definition_id
				  WHERE ${Prisma.join(conditions, ' AND ')}
				  ORDER BY ${order} LIMIT ${size} OFFSET ${(page - 1) * size})
				SELECT a.id, a.code, a.title, a.state, a.organisation_name AS organisation,
				  nullif(o.name, a.organisation_name) AS organisation_now, o.standing, k.code AS call_code, k.title_vi, k.title_en,
				  l.code AS lot_code, a.submitted_at, a.requested, a.own, v.valid,
				  s.finished_at IS NOT NULL AND s.application_id IS NOT NULL AS survey_finished, shown.total
				FROM shown
				  JOIN application a ON a.id = shown.id
				  JOIN call k ON k.id = a.call_id
				  JOIN lot l ON l.id = a.lot_id
				  JOIN organisation o ON o.id = a.organisation_id
				  LEFT JOIN validity_check v ON v.application_id = a.id
				  LEFT JOIN site_survey s ON s.application_id = a.id
				ORDER BY ${order}`);
			return { rows: found.map(toListed), total: Number(found[0]?.total ?? 0n) };
		},

		async callsWithDossiers(scope) {
			const found = await rows<{ code: string; title_vi: string; title_en: string }>(Prisma.sql`
				SELECT k.code, k.title_vi, k.title_en FROM call k JOIN programme_definition d ON d.id = k.definition_id
				WHERE EXISTS (SELECT 1 FROM application a WHERE a.call_id = k.id AND ${readable(scope)})
				ORDER BY k.closes_at DESC, k.code`);
			return found.map((row) => ({ code: row.code, title: localized(row.title_vi, row.title_en) }));
		},

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
			const row = await db.reviewSession.findUnique({ where: { lotId }, select: { state: true } });
			return row === null ? undefined : sessionState(row.state);
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
		},

		async contacts(organisationId) {
			return db.$queryRaw<Contact[]>`
				SELECT DISTINCT c.email, p.full_name AS name, CASE c.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM role_grant g JOIN account c ON c.person_id = g.person_id JOIN person p ON p.id = g.person_id
				WHERE g.role = 'representative' AND g.scope_type = 'organisation' AND g.scope_id = ${organisationId}
				  AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now()) AND c.disabled_at IS NULL
				ORDER BY c.email`;
		}
	};
}
