import type { TasksRepository } from '#lib/server/app/tasks/ports.ts';
import type { Connection } from './connection.ts';

export function tasksRepository(_db: Connection): TasksRepository {
	return {};
}
