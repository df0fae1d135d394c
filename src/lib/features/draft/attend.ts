import type { DraftEngine } from './draft-engine.ts';

/** Fetched behind the page. */
async function keep(person: string): Promise<void> {
	try {
		await (await import('./keep-page.ts')).keepPage(person);
	} catch {
		// No line, or a browser that forbids it: the page opens with a line only, and what is typed is kept all the same.
		return;
	}
}

/**
 * Starts a draft in the browser: takes up what was left, and sends when the line is back, when the window is looked
 * at again, and when it goes. Gives what ends it with its page.
 */
export function attend(engine: DraftEngine<never> | DraftEngine<unknown>): () => void {
	void engine.start().then(() => keep(engine.person));
	const again = () => void engine.retry();
	const hidden = () => void engine.flush(true);
	const turn = () => (document.visibilityState === 'hidden' ? hidden() : again());
	window.addEventListener('online', again);
	window.addEventListener('focus', again);
	window.addEventListener('pagehide', hidden);
	document.addEventListener('visibilitychange', turn);
	return () => {
		window.removeEventListener('online', again);
		window.removeEventListener('focus', again);
		window.removeEventListener('pagehide', hidden);
		document.removeEventListener('visibilitychange', turn);
		// The page goes, the window stays: what waits is sent as if it were still here.
		void engine.finish();
		engine.stop();
	};
}
