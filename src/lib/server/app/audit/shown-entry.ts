import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import type { Repositories } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { AuditRow, NamedObject } from './ports.ts';
import { REFUSED_READ } from './record-refused-read.ts';

/** An entry as its reader gets it, with the names of what it tells by ids. */
export interface ShownEntry extends AuditRow {
	readonly actorName: string;
	readonly object: NamedObject | undefined;
	/** What the words of its refusal are made with. */
	readonly figures?: unknown;
}

/**
 * Of an entry about a sealed dossier the reader learns that something was done, when, and how it ended; who, for whom
 * and to what is told after the opening. Whoever was refused a look at it is told at once.
 */
function unsealed(ctx: Context, row: AuditRow): AuditRow {
	if (can(ctx.actor, 'audit.read', { sealed: row.sealed }).ok) return row;
	const nobody = { grantUsed: '', onBehalfOf: '', objectId: '', requestId: '', refusal: '', digest: '' };
	const { sealHash: _sealHash, ...rest } = row;
	return { ...rest, ...nobody, detailed: false, actorId: row.action === REFUSED_READ ? row.actorId : '' };
}

/** Actors and objects are opaque in the trail: their names are looked up beside it. */
export async function shownEntries(
	ctx: Context,
	read: Pick<Repositories, 'audit'>,
	listed: readonly AuditRow[]
): Promise<ShownEntry[]> {
	const rows = listed.map((row) => unsealed(ctx, row));
	const ids = [...new Set(rows.flatMap(({ actorId, objectId }) => [actorId, objectId]))].filter(isUuid);
	const named = new Map((await read.audit.objectsNamed(ids)).map((object) => [object.id, object]));
	const refused = rows.filter(({ outcome, detailed }) => outcome === 'refused' && detailed);
	const details = await read.audit.details(refused.map(({ id }) => id));
	return rows.map((row) => {
		const object = named.get(row.objectId);
		// Somebody who signs in is nobody until then: the account is who it was.
		const actor =
			named.get(row.actorId) ?? (row.objectType === 'account' && row.actorId === '' ? object : undefined);
		return { ...row, actorName: actor?.name ?? '', object, figures: figuresIn(details.get(row.id)) };
	});
}

function figuresIn(content: unknown): unknown {
	return typeof content === 'object' && content !== null && 'figures' in content
		? content.figures
		: undefined;
}
