import { newId } from './new-id.ts';
import type { PageRun } from './ports.ts';

/** The part of a browser's storage that is needed for names; it may refuse. */
type Names = Pick<Storage, 'getItem' | 'setItem'>;

const DEVICE = 'chuan.device';

/**
 * A run: one opening of a page. Two pages of one object in it share the numbers, so that what one sent and the other
 * takes up is the same operation. `device` outlives the browser's restart; only an id lies there, no words.
 */
export function pageRun(person: string, device: () => Names): PageRun {
	const run = newId();
	const known = kept(device, DEVICE);
	const id = known !== undefined && UUID.test(known) ? known : newId();
	if (id !== known) keep(device, DEVICE, id);
	const numbers = new Map<string, { last: number; readonly open: Set<number> }>();
	const at = (object: string) => {
		const found = numbers.get(object) ?? { last: 0, open: new Set<number>() };
		numbers.set(object, found);
		return found;
	};
	return {
		person,
		device: id,
		run,
		newId,
		open(object) {
			const found = at(object);
			found.last += 1;
			found.open.add(found.last);
			return found.last;
		},
		close(object, number) {
			at(object).open.delete(number);
		},
		settled(object) {
			const { last, open } = at(object);
			return open.size === 0 ? last : Math.min(...open) - 1;
		}
	};
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function kept(names: () => Names, key: string): string | undefined {
	try {
		return names().getItem(key) ?? undefined;
	} catch {
		// A browser may forbid its storage altogether: the page then has a name of its own.
		return undefined;
	}
}

function keep(names: () => Names, key: string, value: string): void {
	try {
		names().setItem(key, value);
	} catch {
		// Forbidden or full: the next page has another name, and the ledger takes it for another window.
		return;
	}
}
