import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AuditVerification } from './ports.ts';
import { filterOf, understood } from './search-trail.ts';
import type { TrailQuestion, Understood } from './search-trail.ts';
import { shownEntries } from './shown-entry.ts';
import { verifyLog } from '../cases/audit/verify-log.ts';
import type { ShownEntry } from './shown-entry.ts';

export const TRAIL_PAGE_SIZE = 50;

export interface Trail {
	readonly rows: readonly ShownEntry[];
	readonly total: number;
	/** Every action that the trail holds, for the filter. */
	readonly actions: readonly string[];
	readonly understood: Understood;
	readonly verification?: AuditVerification;
}

/** The audit trail, newest first. `verify` checks the whole of it as well: asked for, since it reads every entry. */
export async function readTrail(
	ctx: Context,
	question: TrailQuestion & { readonly page: number; readonly verify: boolean }
): Promise<Result<Trail>> {
	const { page, verify, ...asked } = question;
	return ask(ctx, 'audit.read', {}, async (read) => {
		const filter = { ...(await filterOf(read, asked)), page, size: TRAIL_PAGE_SIZE };
		const { rows, total } = await read.audit.list(filter);
		const shown = await shownEntries(ctx, read, rows);
		const actions = await read.audit.actions();
		const trail = { rows: shown, total, actions, understood: await understood(read, asked) };
		if (!verify) return ok(trail);
		return ok({ ...trail, verification: await verifyLog(ctx.app) });
	});
}
