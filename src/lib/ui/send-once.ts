import { invalidateAll } from '$app/navigation';
import type { SubmitFunction } from '@sveltejs/kit';
import { leavesPage } from './enhance.ts';

/** The answer that asks before it acts. */
const QUESTION = 428;

const underWay = new WeakSet<HTMLFormElement>();

/**
 * Sends a form, unless it is under way already; `reset` as of Kit's `update`. `anew`: a refusal comes with the page as
 * it stands by then, for what several people record at once.
 */
export function sendOnceWith(reset: boolean, { anew = false } = {}): SubmitFunction {
	return ({ formElement, cancel }) => {
		if (underWay.has(formElement)) return cancel();
		underWay.add(formElement);
		return async ({ result, update }) => {
			try {
				const refused = result.type === 'failure' && result.status !== QUESTION && !leavesPage(result);
				if (anew && refused) await invalidateAll();
				await update({ reset });
			} finally {
				underWay.delete(formElement);
			}
		};
	};
}

/**
 * `use:enhance={sendOnce}` for a form that adds one more thing: the second click of an impatient hand is let go. The
 * server refuses the second of two anyway, but its refusal would be what the person reads about an act that was done.
 */
export const sendOnce = sendOnceWith(true);
