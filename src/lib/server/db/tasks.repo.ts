import type { OwnTaskKind, TaskHats, TaskRow, TasksRepository } from '#lib/server/app/tasks/ports.ts';
import { claimTasks } from './claim-tasks.ts';
import { committeeTasks } from './committee-tasks.ts';
import { heldTasks } from './held-tasks.ts';
import { Prisma } from './generated/client.ts';
import { officeTasks } from './office-tasks.ts';
import { applicantTasks, caretakerTasks } from './own-tasks.ts';
import type { Rows } from './rows.ts';
import { tieTasks } from './tie-tasks.ts';

/** Every part gives the same columns, so that the hats of a person come together in one statement. */
function ownTasks(hats: TaskHats, upTo: 1 | null): Prisma.Sql | undefined {
	const parts = [
		...(hats.organisationIds.length > 0 ? applicantTasks(hats.organisationIds) : []),
		...officeTasks(hats),
		...(hats.sits ? committeeTasks(hats.personId, upTo) : []),
		...tieTasks(hats),
		...claimTasks(hats),
		...caretakerTasks(hats)
	];
	return parts.length === 0 ? undefined : Prisma.join(parts, ' UNION ALL ');
}

export function tasksRepository(rows: Rows): TasksRepository {
	return {
		async waiting(hats, limit) {
			const own = ownTasks(hats, null);
			if (own === undefined) return [];
			return rows<TaskRow>(Prisma.sql`
				SELECT * FROM (${own}) AS t
				ORDER BY due ASC NULLS LAST, since ASC NULLS LAST, kind, code, target LIMIT ${limit}`);
		},
		async counts(hats) {
			const own = ownTasks(hats, 1);
			if (own === undefined) return [];
			return rows<{ kind: OwnTaskKind; count: number }>(Prisma.sql`
				SELECT kind, count(*)::int AS count FROM (${own}) AS t GROUP BY kind`);
		},
		async held(hats, limit) {
			const parts = heldTasks(hats);
			if (parts.length === 0) return [];
			return rows<TaskRow>(Prisma.sql`
				SELECT * FROM (${Prisma.join(parts, ' UNION ALL ')}) AS t
				ORDER BY since ASC NULLS LAST, code, target LIMIT ${limit}`);
		}
	};
}
