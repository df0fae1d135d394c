import type { HandleClientError } from '@sveltejs/kit';

/** How browsers say that a script part of the page did not come: Chromium, Firefox, Safari. */
const LOST_PART = /dynamically imported module|importing a module script failed/i;
/** Where and when a page was last asked for whole, so that a part that never comes is not asked for without end. */
const ASKED_WHOLE = 'chuan:asked-whole';
const PATIENCE_MS = 15_000;

function askedWhole(address: string): boolean {
	const [where, when] = (sessionStorage.getItem(ASKED_WHOLE) ?? '').split(' ');
	return where === address && Date.now() - Number(when) < PATIENCE_MS;
}

/**
 * A part of a page did not come, which a browser remembers until the page is left: the page is asked for whole. What was
 * done before stays done, and what was typed is kept.
 */
export const handleError: HandleClientError = ({ error, event, message }) => {
	if (!(error instanceof Error) || !LOST_PART.test(error.message)) return { message };
	const { href } = event.url;
	if (!askedWhole(href)) {
		sessionStorage.setItem(ASKED_WHOLE, `${href} ${Date.now()}`);
		location.assign(href);
	}
	return { message, code: 'part_missing' };
};
