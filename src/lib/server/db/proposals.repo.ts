import type {
	ProposalRow,
	ProposalsRepository,
	ProposalStanding,
	TargetCall
} from '#lib/server/app/proposals/ports.ts';
import { applicationState } from './applications.map.ts';
import { localized } from './calls.map.ts';
import type { Connection } from './connection.ts';
import { decidesOneByOne, listsTasks } from './flow-columns.ts';
import { Prisma } from './generated/client.ts';
import { readable } from './office-list.repo.ts';
import { likePattern } from './like.ts';

interface Row {
	readonly id: string;
	readonly code: string;
	readonly title: string;
	readonly state: string;
	readonly organisation: string;
	readonly submitted_at: Date;
	readonly call_code: string | null;
	readonly lot_code: string | null;
	readonly total: bigint;
}

const STANDING: Readonly<Record<ProposalStanding, Prisma.Sql>> = {
	all: Prisma.sql`TRUE`,
	waiting: Prisma.sql`a.state = 'valid'`,
	unchecked: Prisma.sql`a.state = 'submitted'`,
	decided: Prisma.sql`a.state IN ('accepted', 'declined')`
};

export function proposalsRepository(db: Connection): ProposalsRepository {
	return {
		async list({ scope, search, standing, page, size }) {
			const like = likePattern(search);
			const rows = await db.$queryRaw<Row[]>`
				SELECT a.id, a.code, a.title, a.state, a.organisation_name AS organisation, a.submitted_at,
				  t.call_code, t.lot_code, count(*) OVER () AS total
				FROM application a
				  JOIN call k ON k.id = a.call_id
				  JOIN programme_definition d ON d.id = k.definition_id
				  LEFT JOIN LATERAL (
				    SELECT c.code AS call_code, l.code AS lot_code FROM lot l JOIN call c ON c.id = l.call_id
				    WHERE l.proposal_application_id = a.id LIMIT 1
				  ) t ON TRUE
				WHERE ${decidesOneByOne} AND ${readable(scope)}
				  AND ${STANDING[standing]} AND a.search_text LIKE ${like}
				ORDER BY (a.state = 'valid') DESC, a.submitted_at DESC, a.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
			return {
				rows: rows.map((row): ProposalRow => ({
					id: row.id,
					code: row.code,
					title: row.title,
					state: applicationState(row.state),
					organisation: row.organisation,
					submittedAt: row.submitted_at,
					callCode: row.call_code,
					lotCode: row.lot_code
				})),
				total: Number(rows[0]?.total ?? 0n)
			};
		},
		async targets() {
			const rows = await db.$queryRaw<
				{
					id: string;
					code: string;
					programme: string;
					title_vi: string;
					title_en: string;
					variants: TargetCall['variants'];
				}[]
			>`
				SELECT c.id, c.code, c.programme, c.title_vi, c.title_en, d.document->'variants' AS variants
				FROM call c JOIN programme_definition d ON d.id = c.definition_id
				WHERE c.state = 'draft' AND ${listsTasks}
				ORDER BY c.created_at DESC, c.id`;
			return rows.map(({ id, code, programme, title_vi, title_en, variants }) => ({
				id,
				code,
				programme,
				title: localized(title_vi, title_en),
				variants: variants.map(({ key, label }) => ({ key, label }))
			}));
		},
		async taskOf(applicationId) {
			const lot = await db.lot.findFirst({
				where: { proposalApplicationId: applicationId },
				select: { code: true, call: { select: { code: true } } }
			});
			return lot === null ? undefined : { callCode: lot.call.code, lotCode: lot.code };
		}
	};
}
