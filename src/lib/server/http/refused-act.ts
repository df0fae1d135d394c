import { json } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { stringify } from 'devalue';
import { PAGE_OF } from '#lib/contracts/page-of.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { formFields, typedAgain } from './form-fields.ts';
import { sayProblems } from './refusal-response.ts';

/** Whether the act was asked for by a page that a script sends its forms of. */
export function isScripted({ request }: RequestEvent): boolean {
	return request.headers.get('x-sveltekit-action') === 'true';
}

/**
 * Whether the page whose form this is was made for who is signed in now: in a shared browser somebody else may be by
 * now, and an act would be theirs. Refuses `signed_in_as_another`.
 */
export function madeForActor(event: RequestEvent): Result<true> {
	const owner = event.cookies.get(PAGE_OF) ?? '';
	const { actor } = event.locals;
	return owner !== '' && actor.kind === 'person' && actor.personId !== owner
		? refuse('signed_in_as_another')
		: { ok: true, value: true };
}

/** An act that is refused at the door, answered as its own page answers a refusal: what was typed stays in its boxes. */
export async function refusedAct(
	{ request }: RequestEvent,
	refusal: Refusal,
	status: number
): Promise<Response> {
	const plain = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
	// Whoever may not know of the page is told nothing of what they sent to it.
	const known = status === 401;
	const fields = known && plain ? await formFields(request) : {};
	const data = { problems: sayProblems(refusal), typed: typedAgain(fields), atDoor: sayRefusal(refusal) };
	return json({ type: 'failure', status, data: stringify(data) });
}
