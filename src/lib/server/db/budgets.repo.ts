import type { BudgetsRepository } from '#lib/server/app/budgets/ports.ts';
import type { Connection } from './connection.ts';

export function budgetsRepository(_db: Connection): BudgetsRepository {
	return {};
}
