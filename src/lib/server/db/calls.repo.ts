import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import { FIRST_CALL_STATE } from '#lib/domain/workflow/call.ts';
import type { CallDraft, CallFilter, CallRow, CallsRepository, LotRow } from '#lib/server/app/calls/ports.ts';
import { toCall, toLot, toContact } from './calls.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Call } from './generated/client.ts';
import { CALL, LOT, select } from './joined-rows.ts';
import { containing } from './like.ts';
import type { Rows } from './rows.ts';

function columns(draft: CallDraft) {
	return {
		titleVi: draft.title.vi,
		titleEn: draft.title.en ?? '',
		summaryVi: draft.summary.vi,
		summaryEn: draft.summary.en ?? '',
		...contactColumns(draft.contact),
		opensAt: draft.opensAt,
		closesAt: draft.closesAt,
		envelope: draft.envelope,
		fundSourceId: draft.fundSourceId,
		budgetYear: draft.budgetYear
	};
}

function contactColumns({ person, phone, email, hours }: CallContact) {
	return {
		contactPerson: person,
		contactPhone: phone,
		contactEmail: email,
		contactHoursVi: hours.vi,
		contactHoursEn: hours.en ?? ''
	};
}

/** Asked once for the statement: the function looks at its table at every call, and a bare one is called for every row. */
const NOW = Prisma.sql`(SELECT app_now())`;

const STANDING: Readonly<Record<CallFilter['standing'], Prisma.Sql>> = {
	all: Prisma.sql`TRUE`,
	draft: Prisma.sql`c.state = 'draft'`,
	coming: Prisma.sql`c.state = 'published' AND c.opens_at > ${NOW}`,
	open: Prisma.sql`c.state = 'published' AND c.opens_at <= ${NOW} AND c.closes_at > ${NOW}`,
	over: Prisma.sql`c.state NOT IN ('draft', 'cancelled') AND c.closes_at <= ${NOW}`
};

const ORDER: Readonly<Record<CallFilter['sort'], Prisma.Sql>> = {
	// What can still be done comes first, then the past, newest first.
	closes_soonest: Prisma.sql`(c.closes_at <= ${NOW}), CASE WHEN c.closes_at > ${NOW} THEN c.closes_at END ASC, c.closes_at DESC, c.id`,
	newest: Prisma.sql`c.opens_at DESC, c.id DESC`
};

interface ListRow extends Call {
	readonly lots: bigint;
	readonly submitted: bigint;
	readonly total: bigint;
}

export function callsRepository(db: Connection, rows: Rows): CallsRepository {
	const call = async (which: Prisma.Sql): Promise<CallRow | undefined> => {
		const [row] = await select(rows, 'call', CALL, Prisma.sql`WHERE ${which}`);
		return row === undefined ? undefined : toCall(row);
	};
	const lots = async (which: Prisma.Sql): Promise<LotRow[]> =>
		(await select(rows, 'lot', LOT, which)).map(toLot);
	return {
		async insert({ id, code, definitionId, programme, draft, againOf = null }) {
			const createdAt = await clockRepository(db).now();
			await db.call.create({
				data: {
					id,
					code,
					definitionId,
					programme,
					state: FIRST_CALL_STATE,
					createdAt,
					againOf,
					...columns(draft)
				}
			});
		},
		async edit({ id, version }, draft) {
			const { count } = await db.call.updateMany({
				where: { id, version, state: 'draft' },
				data: { ...columns(draft), version: { increment: 1 } }
			});
			return count === 1;
		},
		async publish({ id, version, state }, to) {
			const count = await db.$executeRaw`
				UPDATE call SET state = ${to}, published_at = app_now(), version = version + 1
				WHERE id = ${id}::uuid AND version = ${version} AND state = ${state}`;
			return count === 1;
		},
		async plannedOn({ sourceId, year }, without) {
			const [row] = await rows<{ planned: bigint }>(Prisma.sql`
				SELECT coalesce(sum(envelope), 0)::bigint AS planned FROM call WHERE fund_source_id = ${sourceId}::uuid
				  AND budget_year = ${year}::int AND id <> ${without}::uuid AND state IN ('published', 'opened', 'selecting')`);
			return row?.planned ?? 0n;
		},
		async extend({ id, version }, closesAt) {
			const { count } = await db.call.updateMany({
				where: { id, version },
				data: { closesAt, version: { increment: 1 } }
			});
			return count === 1;
		},
		async correct({ id, version }, { title, summary, contact, envelope }) {
			const { count } = await db.call.updateMany({
				where: { id, version },
				data: {
					titleVi: title.vi,
					titleEn: title.en ?? '',
					summaryVi: summary.vi,
					summaryEn: summary.en ?? '',
					...contactColumns(contact),
					envelope,
					version: { increment: 1 }
				}
			});
			return count === 1;
		},
		async contactOfDossier(applicationId) {
			const [row] = await rows<Parameters<typeof toContact>[0]>(Prisma.sql`
				SELECT c.contact_person AS "contactPerson", c.contact_phone AS "contactPhone", c.contact_email AS "contactEmail",
				  c.contact_hours_vi AS "contactHoursVi", c.contact_hours_en AS "contactHoursEn"
				FROM application a JOIN call c ON c.id = a.call_id WHERE a.id = ${applicationId}::uuid`);
			return row === undefined ? undefined : toContact(row);
		},
		async renameLot(lotId, title) {
			await db.lot.update({ where: { id: lotId }, data: { titleVi: title.vi, titleEn: title.en ?? '' } });
		},
		async addLot(callId, lot) {
			await db.$queryRaw`SELECT 1 AS locked FROM call WHERE id = ${callId}::uuid FOR UPDATE`;
			const last = await db.lot.aggregate({ where: { callId }, _max: { position: true } });
			await db.lot.create({
				data: {
					id: lot.id,
					callId,
					code: lot.code,
					position: (last._max.position ?? 0) + 1,
					titleVi: lot.title.vi,
					titleEn: lot.title.en ?? '',
					variant: lot.variant,
					proposerId: lot.proposerId,
					proposalApplicationId: lot.proposalApplicationId,
					objectives: lot.objectives,
					expectedProducts: lot.expectedProducts
				}
			});
		},
		async removeLot(callId, lotId) {
			// No grant to delete lots freely: the statement itself holds the rule that only drafts lose lots.
			const count = await db.$executeRaw`
				DELETE FROM lot l USING call c WHERE l.id = ${lotId}::uuid AND l.call_id = ${callId}::uuid AND c.id = l.call_id AND c.state = 'draft'`;
			return count === 1;
		},
		async list(filter) {
			const conditions = [
				STANDING[filter.standing],
				...(filter.withDrafts ? [] : [Prisma.sql`c.state NOT IN ('draft', 'cancelled')`]),
				...(filter.programmes === undefined
					? []
					: [Prisma.sql`c.programme = ANY(${[...filter.programmes]}::text[])`]),
				...containing(Prisma.sql`c.search_text`, filter.search)
			];
			// What stands beside a call is counted for the calls of the page only.
			const found = await rows<ListRow>(Prisma.sql`
				WITH shown AS (
				  SELECT c.*, count(*) OVER () AS total FROM call c WHERE ${Prisma.join(conditions, ' AND ')}
				  ORDER BY ${ORDER[filter.sort]} LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size})
				SELECT c.id, c.code, c.definition_id AS "definitionId", c.programme, c.title_vi AS "titleVi", c.title_en AS "titleEn",
				  c.summary_vi AS "summaryVi", c.summary_en AS "summaryEn", c.contact_person AS "contactPerson", c.contact_phone AS "contactPhone",
				  c.contact_email AS "contactEmail", c.contact_hours_vi AS "contactHoursVi", c.contact_hours_en AS "contactHoursEn", c.opens_at AS "opensAt", c.closes_at AS "closesAt",
				  c.envelope, c.fund_source_id AS "fundSourceId", c.budget_year AS "budgetYear", c.state, c.version,
				  c.published_at AS "publishedAt", c.opened_at AS "openedAt", c.again_of AS "againOf",
				  (SELECT count(*) FROM lot l WHERE l.call_id = c.id) AS lots,
				  (SELECT count(*) FROM application a WHERE a.call_id = c.id AND a.state NOT IN ('draft', 'withdrawn')) AS submitted,
				  c.total
				FROM shown c ORDER BY ${ORDER[filter.sort]}`);
			return {
				rows: found.map((row) => ({
					...toCall(row),
					lots: Number(row.lots),
					submitted: Number(row.submitted)
				})),
				total: Number(found[0]?.total ?? 0n)
			};
		},
		async countStates(callId) {
			const groups = await db.application.groupBy({ by: ['state'], where: { callId }, _count: true });
			return Object.fromEntries(groups.map(({ state, _count }) => [state, _count]));
		},
		find: (id) => call(Prisma.sql`id = ${id}::uuid`),
		announcedAgain: (id) => call(Prisma.sql`again_of = ${id}::uuid`),
		findByCode: (code) => call(Prisma.sql`code = ${code}`),
		lots: (callId) => lots(Prisma.sql`WHERE call_id = ${callId}::uuid ORDER BY position`),
		async findLot(id) {
			const [found] = await lots(Prisma.sql`WHERE id = ${id}::uuid`);
			return found;
		},
		async advance({ id, version, state }, to) {
			const { count } = await db.call.updateMany({
				where: { id, version, state },
				data: { state: to, version: { increment: 1 } }
			});
			return count === 1;
		}
	};
}
