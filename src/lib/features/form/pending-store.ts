import type { Patch } from '#lib/domain/definitions/answers.ts';

/** Where what is typed waits in this browser until the portal has acknowledged it. */
export interface PendingStore {
	/** What earlier visits and other tabs left behind for this section; it is this store's from now on. */
	adopt(): Patch[];
	/** False when the browser keeps nothing (private window, full disk): the page then says so. */
	keep(patches: readonly Patch[]): boolean;
}

/**
 * One key a tab, since two tabs may write at once; a new visit takes over all of them. Taking over what a living tab
 * still holds does no harm: the same value sent twice is written once. `scope` names person, application and
 * section, so that the next person at the same machine never sees it.
 */
export function pendingStore(storage: Storage, scope: string, tab: string): PendingStore {
	const prefix = `chuan.pending/${scope}/`;
	const own = prefix + tab;
	return {
		adopt() {
			try {
				const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
					key.startsWith(prefix)
				);
				const found = keys.flatMap((key) => read(storage.getItem(key)));
				if (found.length > 0) storage.setItem(own, JSON.stringify({ patches: found }));
				for (const key of keys) if (key !== own) storage.removeItem(key);
				return found;
			} catch {
				// A browser may forbid its storage altogether; `keep` then answers false and the page says so.
				return [];
			}
		},
		keep(patches) {
			try {
				if (patches.length === 0) storage.removeItem(own);
				else storage.setItem(own, JSON.stringify({ patches }));
				return true;
			} catch {
				return false;
			}
		}
	};
}

/** Storage can hold anything; what is not a list of patches is left out. */
function read(text: string | null): Patch[] {
	if (text === null) return [];
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return [];
	}
	const { patches } = isRecord(json) ? json : {};
	return Array.isArray(patches) ? patches.filter(isPatch) : [];
}

/** By hand and not by the contract: its library would double what this page makes a slow line carry. */
function isPatch(value: unknown): value is Patch {
	if (!isRecord(value) || typeof value['fieldKey'] !== 'string') return false;
	if (!Number.isSafeInteger(value['baseVersion'])) return false;
	const { op, rowId } = value;
	if (op === undefined || op === 'set') return rowId === undefined || typeof rowId === 'string';
	return typeof rowId === 'string' && (op === 'add_row' || op === 'remove_row' || op === 'move_row');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
