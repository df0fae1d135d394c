import { isUuid } from '#lib/domain/shared/ids.ts';
import type { Context } from '../use-case.ts';

/** The act of the entries about a read that was refused. */
export const REFUSED_READ = 'refuse_read';

/** Codes of cases and calls, the names of sections: what an address may hold beside ids. */
const LONGEST_NAME = 60;

/**
 * Leaves a trace that somebody asked for what is not theirs, or is not there: once for a person, an object and an
 * hour, so that a reader who tries a thousand times fills no trail. What is not an id or a code is left out.
 */
export async function recordRefusedRead(
	ctx: Context,
	asked: { readonly type: string; readonly id: string; readonly refusal: string }
): Promise<void> {
	const { actor } = ctx;
	if (actor.kind !== 'person') return;
	const objectId = isUuid(asked.id) || /^[\w.-]+$/.test(asked.id) ? asked.id.slice(0, LONGEST_NAME) : '';
	const line = {
		actorId: actor.personId,
		grantUsed: '',
		onBehalfOf: '',
		action: REFUSED_READ,
		outcome: 'refused' as const,
		refusal: asked.refusal,
		objectType: asked.type,
		objectId,
		requestId: ctx.requestId
	};
	await ctx.app.db.transaction(async (tx) => {
		if (!(await tx.audit.hasRecent(line, 3600))) await tx.audit.append(line, {});
	});
}
