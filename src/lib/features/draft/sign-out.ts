import { mount, unmount } from 'svelte';
import { NOBODY, PERSON_HEADER } from '#lib/contracts/drafts/page-person.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { toast } from '#lib/ui/toasts.svelte.ts';
import { sendWaiting } from './courier.ts';
import SignOutQuestion from './SignOutQuestion.svelte';
import { browserSurroundings } from './surroundings.ts';
import { waitingPlaces } from './waiting-places.ts';
import type { WaitingPlace } from './waiting-places.ts';

/** The longest wait for the portal, ms. */
const LONGEST_WAIT = 30_000;

/**
 * Signs a person out of this browser: what waits is sent, and what cannot be sent is asked about. What is kept of this
 * person, and nothing of anybody else, goes once the portal has answered as to a visitor. Gives where to go then;
 * undefined: the person stays, and everything typed with them.
 */
export async function leaveBrowser(person: string, action: string): Promise<string | undefined> {
	const around = browserSurroundings(person);
	await sendWaiting(around, '/api/');
	// Also what no address takes by itself: texts of plain forms.
	const places = await waitingPlaces(around.keeper);
	if (places.length > 0 && !(await agreed(places))) return undefined;
	let answer: Response;
	try {
		answer = await fetch(action, {
			method: 'POST',
			body: new URLSearchParams(),
			signal: AbortSignal.timeout(LONGEST_WAIT)
		});
	} catch {
		toast(m.drafts_sign_out_offline(), { tone: 'warn' });
		return undefined;
	}
	if (answer.headers.get(PERSON_HEADER) !== NOBODY) {
		toast(m.drafts_sign_out_failed(), { tone: 'warn' });
		return undefined;
	}
	await around.keeper.forget();
	return answer.url;
}

function agreed(places: readonly WaitingPlace[]): Promise<boolean> {
	return new Promise((resolve) => {
		const question = mount(SignOutQuestion, {
			target: document.body,
			props: {
				places,
				onanswer: (leave: boolean) => {
					void unmount(question);
					resolve(leave);
				}
			}
		});
	});
}
