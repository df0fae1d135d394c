import { PERSON_HEADER } from '#lib/contracts/drafts/page-person.ts';

/** Whose page was opened last in this browser; an empty text is a visitor's. */
const ROW = 'chuan.present';
/** Answers everybody, and says for whom. */
const ASKED = '/health';

/**
 * Watches from a page of this person whether somebody else has taken over in another window of the browser, or nobody
 * is signed in there any more; gives what stops it. Without storage nothing is known, and the page stays as it is.
 */
export function watchPresent(person: string, tell: (another: boolean) => void): () => void {
	const announce = (): void => store((held) => held.setItem(ROW, person));
	const look = async (): Promise<void> => {
		const now = store((held) => held.getItem(ROW)) ?? person;
		const another = person !== '' && now !== person;
		tell(another);
		if (!another) return;
		// Pages may come in another order than people: the portal knows who it is.
		if ((await presentPerson()) !== person) return;
		announce();
		tell(false);
	};
	const changed = ({ key }: StorageEvent): void => {
		if (key === ROW || key === null) void look();
	};
	const seen = (): void => {
		if (document.visibilityState === 'visible') void look();
	};
	announce();
	window.addEventListener('storage', changed);
	window.addEventListener('pageshow', seen);
	document.addEventListener('visibilitychange', seen);
	return () => {
		window.removeEventListener('storage', changed);
		window.removeEventListener('pageshow', seen);
		document.removeEventListener('visibilitychange', seen);
	};
}

async function presentPerson(): Promise<string | undefined> {
	try {
		const answer = await fetch(ASKED, { method: 'HEAD', cache: 'no-store' });
		return answer.headers.get(PERSON_HEADER) ?? undefined;
	} catch {
		// Without a line the other window is believed.
		return undefined;
	}
}

function store<T>(use: (held: Storage) => T): T | undefined {
	try {
		return use(localStorage);
	} catch {
		// A browser that forbids its storage.
		return undefined;
	}
}
