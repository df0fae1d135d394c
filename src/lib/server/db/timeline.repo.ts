import type { Audience, TimelineRepository, TimelineRow } from '#lib/server/app/timeline/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';

export function audienceOf(text: string): Audience {
	return text === 'applicant' || text === 'office' ? text : 'both';
}

export function timelineRepository(db: Connection): TimelineRepository {
	const appendMany: TimelineRepository['appendMany'] = async (events) => {
		if (events.length === 0) return;
		const at = await clockRepository(db).now();
		await db.applicationEvent.createMany({
			data: events.map(({ applicationId, kind, audience, params }) => ({
				id: identifiers.v7(),
				applicationId,
				kind,
				audience,
				params: params ?? {},
				at
			}))
		});
	};
	return {
		append: (event) => appendMany([event]),
		appendMany,
		async of(applicationId, reader) {
			const rows = await db.applicationEvent.findMany({
				where: { applicationId, audience: { in: [reader, 'both'] } },
				orderBy: [{ at: 'asc' }, { id: 'asc' }]
			});
			return rows.map((row): TimelineRow => ({
				id: row.id,
				applicationId: row.applicationId,
				kind: row.kind,
				audience: audienceOf(row.audience),
				params: row.params as Record<string, string>,
				at: row.at
			}));
		}
	};
}
