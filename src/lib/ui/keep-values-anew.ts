import { invalidateAll } from '$app/navigation';
import { leavesPage } from './enhance.ts';
import { sendOnceWith } from './send-once.ts';

/** The answer that asks before it acts. */
const QUESTION = 428;

/** `keepValues` for a form of what several people record at once: with a refusal comes what the others recorded. */
export const keepValuesAnew = sendOnceWith(false, async (result) => {
	const refused = result.type === 'failure' && result.status !== QUESTION && !leavesPage(result);
	if (refused) await invalidateAll();
});
