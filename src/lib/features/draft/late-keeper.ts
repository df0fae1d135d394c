import type { AskKey } from './browser-store.ts';
import type { PersonKeeper } from './indexed-keeper.ts';

/**
 * The keeper of this browser, fetched behind the page: a page that only opens carries nothing of it. While it cannot
 * be fetched nothing is kept, and it is asked for again with the next change. `offline`: the page itself was opened
 * without a line; any other page brings newer content with it.
 */
export function lateKeeper(person: string, askKey: AskKey, offline: boolean): PersonKeeper {
	let fetched: Promise<PersonKeeper> | undefined;
	const keeper = async <T>(refused: T, use: (found: PersonKeeper) => Promise<T>): Promise<T> => {
		fetched ??= import('./indexed-keeper.ts').then(({ indexedKeeper }) => indexedKeeper(person, askKey));
		try {
			return await use(await fetched);
		} catch {
			// No line yet: saving to the portal does not wait for it.
			fetched = undefined;
			return refused;
		}
	};
	return {
		left: (object) => keeper([], (found) => found.left(object)),
		change: (object, change) => keeper(false, (found) => found.change(object, change)),
		waiting: (prefix) => keeper([], (found) => found.waiting(prefix)),
		known: (object) =>
			offline ? keeper(undefined, (found) => found.known(object)) : Promise.resolve(undefined),
		know: (object, content) => keeper(false, (found) => found.know(object, content)),
		unreadable: () => keeper(0, (found) => found.unreadable()),
		letUnreadableGo: () => keeper(false, (found) => found.letUnreadableGo()),
		forget: () => keeper(false, (found) => found.forget())
	};
}
