import type { ActionResult, SubmitFunction } from '@sveltejs/kit';

const underWay = new WeakSet<HTMLFormElement>();

/**
 * Sends a form, unless it is under way already; `reset` as of Kit's `update`. `before`: what is done with the answer
 * before the page takes it.
 */
export function sendOnceWith(
	reset: boolean,
	before: (result: ActionResult) => Promise<void> = () => Promise.resolve()
): SubmitFunction {
	return ({ formElement, cancel }) => {
		if (underWay.has(formElement)) return cancel();
		underWay.add(formElement);
		return async ({ result, update }) => {
			try {
				await before(result);
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
