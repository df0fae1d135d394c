import type { FormAnswer } from '#lib/ui/enhance.ts';

/** Of the window: an act that was recorded, until its page shows what came of it. */
const NOTE = 'chuan:recorded';
/** Data that take longer are said to be missing, ms. */
const PATIENCE = 4_000;
/** A page that is opened later than this has its own story, ms. */
const LATEST = 120_000;

/** The portal has recorded an act: `late` runs when the data of its page do not come, `shown` once they have. */
export function followRecorded(
	{ result, shown }: Pick<FormAnswer, 'result' | 'shown'>,
	say: { readonly late: () => void; readonly shown: () => void }
): void {
	const to = new URL(result.type === 'redirect' ? result.location : location.href, location.href);
	// A page whose data do not come may be asked for whole by then, and this window forgets all else.
	store(`${String(Date.now())} ${to.pathname}`);
	const timer = setTimeout(say.late, PATIENCE);
	void shown.then(() => {
		clearTimeout(timer);
		store(undefined);
		say.shown();
	});
}

/** Whether this page was opened anew in the middle of an act that was recorded; asked once. */
export function wasRecorded(): boolean {
	const [at, path] = stored().split(' ');
	store(undefined);
	return path === location.pathname && Date.now() - Number(at) < LATEST;
}

function stored(): string {
	try {
		return sessionStorage.getItem(NOTE) ?? '';
	} catch {
		// A browser that keeps nothing of a window: what was recorded stands on the page.
		return '';
	}
}

function store(note: string | undefined): void {
	try {
		if (note === undefined) sessionStorage.removeItem(NOTE);
		else sessionStorage.setItem(NOTE, note);
	} catch {
		// As above.
		return;
	}
}
