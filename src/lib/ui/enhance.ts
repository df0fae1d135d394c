import { enhance as sent } from '$app/forms';
import type { ActionResult, SubmitFunction } from '@sveltejs/kit';

/** What became of one press of a form's button. */
export interface FormAnswer {
	readonly form: HTMLFormElement;
	readonly submitter: HTMLElement | null;
	readonly result: ActionResult;
	/** Whether the request may have reached the portal. */
	readonly left: boolean;
	/** Until the page shows what became of it; never, where its data do not come. */
	readonly shown: Promise<unknown>;
}

/** Fired at a form when what it asked for was done and the page shows it. */
export const DONE = 'chuan:done';

type Hear = (answer: FormAnswer) => void;
const unheard: FormAnswer[] = [];
let hear: Hear = (answer) => void unheard.push(answer);

/** Hears what became of every form, also of what was pressed before; one at a time. */
export function hearAnswers(next: Hear): void {
	hear = next;
	for (const answer of unheard.splice(0)) next(answer);
}

/** Nothing was decided about what was sent: no answer came, the portal has no time now, or its door let nobody in. */
export function leavesPage(result: ActionResult): boolean {
	if (result.type === 'error') return result.status === undefined || result.status === 503;
	return result.type === 'failure' && result.data?.['atDoor'] !== undefined;
}

/**
 * Kit's `enhance` for every form of the portal. Where nothing was decided, the page stays with all that stands in it,
 * and what happened is said at the button; Kit's own would put its error page in its place.
 */
export function enhance(form: HTMLFormElement, submit?: SubmitFunction): ReturnType<typeof sent> {
	const answered: SubmitFunction = async (input) => {
		const online = navigator.onLine;
		const own = await submit?.(input);
		return async (answer) => {
			const { result } = answer;
			const { promise: shown, resolve } = Promise.withResolvers<true>();
			hear({ form, submitter: input.submitter, result, left: online || navigator.onLine, shown });
			const update = leavesPage(result) ? () => Promise.resolve() : answer.update;
			await (own === undefined ? update() : own({ ...answer, update }));
			// A question that was answered closes, also where the page stays.
			if (result.type === 'success') form.dispatchEvent(new Event(DONE));
			resolve(true);
		};
	};
	return sent(form, answered);
}
