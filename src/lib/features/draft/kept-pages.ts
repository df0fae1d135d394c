import { NOBODY, PERSON_HEADER } from '#lib/contracts/drafts/page-person.ts';
import { heldKey, LAST, openBrowserStore, sealed, unsealed } from './browser-store.ts';
import type { BrowserStore } from './browser-store.ts';

/** A page that somebody has not opened for longer says too little of today, ms; as long as its key. */
const LIVES = 12 * 3_600_000;
/** Of what the portal sent with a page, what it needs to work. */
const HEADERS = ['content-type', 'content-security-policy', 'referrer-policy', 'permissions-policy'];

export interface KeptPage {
	readonly address: string;
	readonly title: string;
}

/**
 * The pages that one person opened in this browser, encrypted with that person's key. Given out to nobody else: only
 * while the portal's last answer was made for that person, and while the key lies here. Never throws.
 */
export class KeptPages {
	readonly #version: string;
	#opened: Promise<BrowserStore> | undefined;
	#present: string | undefined;

	/** `version`: the build, whose pages fit its scripts. */
	constructor(version: string) {
		this.#version = version;
	}

	/** Whose page the portal has just sent; `left`: the page that says that somebody has signed out. */
	async seen(response: Response, left = false): Promise<void> {
		const person = response.headers.get(PERSON_HEADER);
		// Somebody else's answer, as of a hotel's sign-in page, says nothing about who is signed in.
		if (person === null) return;
		if (left && person === NOBODY) await this.#leave();
		else await this.present(person === NOBODY ? '' : person);
	}

	/** This person is signed in here now; whoever was before leaves no page behind. */
	async present(person: string): Promise<void> {
		if (this.#present === person) return;
		await this.#try(undefined, async (db) => {
			if (person !== '') await dropOthers(db, person);
			await db.put('present', person, 'now');
			this.#present = person;
		});
	}

	/** Whether a page of the address lies here, and is to be renewed when it passes by. */
	async holds(address: string): Promise<boolean> {
		return this.#try(false, async (db) => {
			const person = await this.#person(db);
			return (await db.getKey('pages', [person, address])) !== undefined;
		});
	}

	/** When it was kept, ms; 0 when it was not. */
	async keptAt(address: string): Promise<number> {
		return this.#try(0, async (db) => (await db.get('pages', [await this.#person(db), address]))?.at ?? 0);
	}

	async keep(address: string, response: Response): Promise<void> {
		const person = response.headers.get(PERSON_HEADER);
		if (response.status !== 200 || response.redirected || person === null || person === NOBODY) return;
		const body = await response.text();
		await this.#try(undefined, async (db) => {
			const key = await heldKey(db, person);
			if (key === undefined || (await this.#person(db)) !== person) return;
			const headers = HEADERS.flatMap((name) => {
				const value = response.headers.get(name);
				return value === null ? [] : [[name, value]];
			});
			const title = /<title>([^<]*)<\/title>/.exec(body)?.[1] ?? '';
			const page = await sealed(key, placeOf({ person, address, version: this.#version }), {
				body,
				headers,
				title
			});
			await db.put('pages', { person, address, version: this.#version, at: Date.now(), ...page });
		});
	}

	/** The page as it was, marked as kept; undefined when there is none of the person who is signed in. */
	async page(address: string): Promise<Response | undefined> {
		return this.#try(undefined, async (db) => {
			const row = await db.get('pages', [await this.#person(db), address]);
			const page = row === undefined ? undefined : await this.#open(db, row.address);
			if (row === undefined || page === undefined) return undefined;
			const body = page.body.replace('<html', `<html data-kept="${new Date(row.at).toISOString()}"`);
			return new Response(body, { headers: page.headers });
		});
	}

	async list(): Promise<readonly KeptPage[]> {
		return this.#try([], async (db) => {
			const person = await this.#person(db);
			const found: KeptPage[] = [];
			for (const [, address] of await db.getAllKeys(
				'pages',
				IDBKeyRange.bound([person, ''], [person, LAST])
			)) {
				const page = await this.#open(db, address);
				if (page !== undefined) found.push({ address, title: page.title });
			}
			return found;
		});
	}

	/** Pages and keys go. Words that wait stay locked until their writer comes back. */
	async #leave(): Promise<void> {
		await this.#try(undefined, async (db) => {
			await dropOthers(db, '');
			await db.put('present', '', 'now');
			this.#present = '';
		});
	}

	/** Pages of other builds need scripts that are no longer there. */
	async keepBuilds(versions: ReadonlySet<string>): Promise<void> {
		await this.#try(undefined, async (db) => {
			for (const row of await db.getAll('pages'))
				if (!versions.has(row.version)) await db.delete('pages', [row.person, row.address]);
		});
	}

	async #person(db: BrowserStore): Promise<string> {
		this.#present ??= (await db.get('present', 'now')) ?? '';
		return this.#present;
	}

	async #open(db: BrowserStore, address: string): Promise<StoredPage | undefined> {
		const person = await this.#person(db);
		const row = await db.get('pages', [person, address]);
		const key = person === '' ? undefined : await heldKey(db, person);
		if (row === undefined || key === undefined || Date.now() - row.at > LIVES) return undefined;
		const page = await unsealed(key, placeOf(row), row);
		return isStoredPage(page) ? page : undefined;
	}

	/** A browser that refuses its storage opens pages with a line only. */
	async #try<T>(refused: T, work: (db: BrowserStore) => Promise<T>): Promise<T> {
		try {
			this.#opened ??= openBrowserStore(() => {
				this.#opened = undefined;
			});
			return await work(await this.#opened);
		} catch {
			this.#opened = undefined;
			return refused;
		}
	}
}

/** Binds what is encrypted to its row. */
function placeOf(row: {
	readonly person: string;
	readonly address: string;
	readonly version: string;
}): readonly string[] {
	return ['page', row.person, row.address, row.version];
}

interface StoredPage {
	readonly body: string;
	readonly headers: [string, string][];
	readonly title: string;
}

function isStoredPage(page: unknown): page is StoredPage {
	return typeof page === 'object' && page !== null && 'body' in page && 'headers' in page && 'title' in page;
}

/** Pages, contents and keys of everybody else; not their words. */
async function dropOthers(db: BrowserStore, person: string): Promise<void> {
	for (const row of await db.getAllKeys('pages')) if (row[0] !== person) await db.delete('pages', row);
	for (const row of await db.getAllKeys('contents')) if (row[0] !== person) await db.delete('contents', row);
	for (const row of await db.getAllKeys('keys')) if (row !== person) await db.delete('keys', row);
}
