import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AuditRow, AuditVerification } from './ports.ts';

export const TRAIL_PAGE_SIZE = 50;

export interface TrailQuestion {
	readonly action?: string;
	readonly outcome?: 'done' | 'refused';
	readonly objectId?: string;
	readonly actorId?: string;
	readonly page: number;
	/** Checks the whole chain as well: asked for, since it reads every entry. */
	readonly verify: boolean;
}

export interface Trail {
	/** `objectName` for people and accounts: somebody who signs in is nobody until then. */
	readonly rows: readonly (AuditRow & { readonly actorName: string; readonly objectName: string })[];
	readonly total: number;
	/** Every action that the trail holds, for the filter. */
	readonly actions: readonly string[];
	readonly verification?: AuditVerification;
}

/** Entries younger than this may wait for their seal, seconds. */
export const SEAL_GRACE_SECONDS = 30;

/** The act of the entries about a read that was refused. */
export const REFUSED_READ = 'refuse_read';

const OF_PEOPLE: readonly string[] = ['person', 'account'];

function peopleIn({ actorId, objectType, objectId }: AuditRow): string[] {
	return OF_PEOPLE.includes(objectType) ? [actorId, objectId] : [actorId];
}

/**
 * Of an entry about a sealed dossier the reader learns that something was done, when, and how it ended; who, for whom
 * and to what is told after the opening. Whoever was refused a look at it is told at once.
 */
function unsealed(ctx: Context, row: AuditRow): AuditRow {
	if (can(ctx.actor, 'audit.read', { sealed: row.sealed }).ok) return row;
	const nobody = { grantUsed: '', onBehalfOf: '', objectId: '', requestId: '', refusal: '', digest: '' };
	return { ...row, ...nobody, actorId: row.action === REFUSED_READ ? row.actorId : '' };
}

/** The audit trail, newest first. Actors are opaque in the trail; names are looked up beside it. */
export async function readTrail(ctx: Context, question: TrailQuestion): Promise<Result<Trail>> {
	const { page, verify, ...filter } = question;
	return ask(ctx, 'audit.read', {}, async (read) => {
		const { rows: listed, total } = await read.audit.list({ ...filter, page, size: TRAIL_PAGE_SIZE });
		const rows = listed.map((row) => unsealed(ctx, row));
		const ids = [...new Set(rows.flatMap(peopleIn))].filter(isUuid);
		const [names, actions] = await Promise.all([read.identity.namesOf(ids), read.audit.actions()]);
		return ok({
			rows: rows.map((row) => ({
				...row,
				actorName: names.get(row.actorId) ?? '',
				objectName: names.get(row.objectId) ?? ''
			})),
			total,
			actions,
			...(verify ? { verification: await read.audit.verify(SEAL_GRACE_SECONDS) } : {})
		});
	});
}
