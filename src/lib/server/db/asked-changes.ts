import type { AskedChange, StandingsRepository } from '#lib/server/app/organisations/standing-ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { containing } from './like.ts';
import { toHeld } from './organisations.repo.ts';
import type { Rows } from './rows.ts';

const WHY = ['under_way', 'name_elsewhere'] as const;

/** Names and representatives that organisations ask the office to take over. */
export function askedChanges(
	db: Connection,
	rows: Rows
): Pick<StandingsRepository, 'namesakes' | 'askChange' | 'waitingChange' | 'rename' | 'endChange'> {
	const end = async (organisationId: string, state: string, rulingId: string | null): Promise<boolean> => {
		const ended = await rows<{ id: string }>(Prisma.sql`
			UPDATE organisation_change SET state = ${state}, ended_at = app_now(), ruling_id = ${rulingId}::uuid
			WHERE organisation_id = ${organisationId}::uuid AND state = 'waiting' RETURNING id`);
		return ended.length === 1;
	};
	return {
		async namesakes(name, taxCode, limit) {
			const alike = [
				// The indexed text narrows, the fold of the name decides.
				...containing(Prisma.sql`o.search_text`, name),
				Prisma.sql`vn_fold(o.name) = vn_fold(${name})`,
				Prisma.sql`o.tax_code <> ${taxCode}`,
				Prisma.sql`o.standing IN ('claimed', 'proved')`
			];
			const found = await rows<{ id: string }>(
				Prisma.sql`SELECT o.id FROM organisation o WHERE ${Prisma.join(alike, ' AND ')} ORDER BY o.created_at, o.id LIMIT ${limit}`
			);
			const ids = found.map(({ id }) => id);
			if (ids.length === 0) return [];
			const held = await db.organisation.findMany({
				where: { id: { in: ids } },
				orderBy: [{ createdAt: 'asc' }, { id: 'asc' }]
			});
			return held.map(toHeld);
		},

		async askChange(change) {
			await end(change.organisationId, 'withdrawn', null);
			await db.organisationChange.create({ data: change });
		},

		async waitingChange(organisationId) {
			const row = await db.organisationChange.findFirst({
				where: { organisationId, state: 'waiting' },
				include: { asker: { select: { fullName: true } } }
			});
			if (row === null) return undefined;
			const why = WHY.find((known) => known === row.why);
			if (why === undefined) throw new Error(`organisation_change.why holds ${row.why}`);
			const { id, name, repName, repTitle, askedBy, askedAt } = row;
			return {
				id,
				organisationId,
				name,
				repName,
				repTitle,
				why,
				askedBy,
				askedAt,
				asker: row.asker.fullName
			} satisfies AskedChange;
		},

		async rename({ id, version }, { name, repName, repTitle }) {
			const { count } = await db.organisation.updateMany({
				where: { id, version },
				data: { name, repName, repTitle, version: { increment: 1 } }
			});
			return count === 1;
		},

		endChange: (organisationId, to) =>
			end(organisationId, to.state, to.state === 'withdrawn' ? null : to.rulingId)
	};
}
