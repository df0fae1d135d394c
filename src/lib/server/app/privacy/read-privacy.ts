import { can } from '#lib/domain/access/policy.ts';
import type { PrivacyTerm } from '#lib/domain/privacy/data-requests.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { DataBreachRow, DataRequestRow, OwnDataPart } from './ports.ts';

export const PRIVACY_PAGE_SIZE = 20;

/** The reader's own requests, newest first, and the term of the next. */
export async function readOwnRequests(
	ctx: Context
): Promise<Result<{ readonly requests: readonly DataRequestRow[]; readonly term: PrivacyTerm }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	return ask(ctx, 'account.own', {}, async (read) =>
		ok({
			requests: await read.privacy.ofPerson(person.value.personId),
			term: await read.privacy.term()
		})
	);
}

/** The copy that a person takes of what the portal keeps about them. */
export async function copyOwnData(
	ctx: Context
): Promise<Result<{ readonly at: Date; readonly parts: readonly OwnDataPart[] }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	return ask(ctx, 'account.own', {}, async (read) =>
		ok({ at: await read.clock.now(), parts: await read.privacy.keptOf(person.value) })
	);
}

export interface PrivacyView {
	readonly requests: { readonly rows: readonly DataRequestRow[]; readonly total: number };
	readonly breaches: { readonly rows: readonly DataBreachRow[]; readonly total: number };
	readonly term: PrivacyTerm;
	readonly now: Date;
	readonly may: { readonly answer: boolean };
}

/** Requests and breaches, a page of each. Refuses `not_found`. */
export async function readPrivacy(
	ctx: Context,
	pages: { readonly requests: number; readonly breaches: number }
): Promise<Result<PrivacyView>> {
	return ask(ctx, 'privacy.read', {}, async (read) => {
		const size = PRIVACY_PAGE_SIZE;
		return ok({
			requests: await read.privacy.requests({ page: pages.requests, size }),
			breaches: await read.privacy.breaches({ page: pages.breaches, size }),
			term: await read.privacy.term(),
			now: await read.clock.now(),
			may: { answer: can(ctx.actor, 'privacy.answer').ok }
		});
	});
}

/** One request, for whoever answers it. Refuses `not_found`. */
export async function readDataRequest(
	ctx: Context,
	id: string
): Promise<Result<{ readonly request: DataRequestRow; readonly now: Date; readonly mayAnswer: boolean }>> {
	return ask(ctx, 'privacy.read', {}, async (read) => {
		const request = isUuid(id) ? await read.privacy.request(id) : undefined;
		if (request === undefined) return refuse('not_found');
		const own = ctx.actor.kind === 'person' && ctx.actor.personId === request.personId;
		const waits = request.answeredAt === null;
		return ok({
			request,
			now: await read.clock.now(),
			mayAnswer: waits && !own && can(ctx.actor, 'privacy.answer').ok
		});
	});
}
