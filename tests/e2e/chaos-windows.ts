import type { BrowserContext, Page } from 'playwright-core';
import { rowsIn } from './draft-desk.ts';

/** One value that was typed or chosen: where, and what its writer had before the eyes there. */
interface Typed {
	readonly value: string;
	readonly place: string;
	readonly saw: readonly string[];
	/** ms since the epoch. */
	readonly at: number;
	readonly tab: number;
}

/** A browser keeps a word behind the key: what is typed this shortly before the window dies may not lie there yet, ms. */
const KEPT_WITHIN = 2_000;

/** What really happened, from the windows' own eyes. */
export class BrowserChronicle {
	readonly typed: Typed[] = [];
	/** Values of which a window was told that they are at the portal. */
	readonly acknowledged = new Set<string>();
	/** Values over which their writer chose another's. */
	readonly given = new Set<string>();
	/** When each tab died, ms since the epoch. */
	readonly died = new Map<number, number>();
	/** What must not be: a refusal, a person named where no other writes. */
	readonly faults: string[] = [];
	tabs = 0;

	chose(value: string, over: string): void {
		this.typed.push({ value, place: 'chosen', saw: [over], at: Date.now(), tab: 0 });
	}

	/** Values that somebody owes to their writers, and that nobody sees any more who looks at what is `there`. */
	lost(there: readonly string[]): readonly string[] {
		const before = new Map<string, string[]>();
		for (const { value, saw } of this.typed) before.set(value, [...(before.get(value) ?? []), ...saw]);
		const known = new Set<string>();
		const open = [...there, ...this.given];
		for (let value = open.pop(); value !== undefined; value = open.pop()) {
			if (known.has(value)) continue;
			known.add(value);
			open.push(...(before.get(value) ?? []));
		}
		return this.typed
			.filter(({ value, at, tab }) => {
				const end = this.died.get(tab) ?? Infinity;
				return !known.has(value) && (this.acknowledged.has(value) || at < end - KEPT_WITHIN);
			})
			.map(({ value, place }) => `${value} at ${place}: ${this.#story(place, value)}`);
	}

	#story(place: string, value: string): string {
		const trail = this.typed.filter((one) => one.place === place);
		const near = trail.findIndex((one) => one.value === value);
		return trail
			.slice(Math.max(0, near - 2), near + 6)
			.map((one) => `${one.value} (tab ${String(one.tab)}, over ${one.saw.join(',')})`)
			.join(' ');
	}
}

/** ms. */
const LONGEST_ANSWERING = 90_000;

export interface ChaosPages {
	/** Names of controls by the page on which they stand. */
	readonly places: ReadonlyMap<string, readonly string[]>;
	/** Names of controls that nobody else writes. */
	readonly own: readonly string[];
}

interface Outcome {
	readonly id: string;
	readonly kind: string;
	readonly by?: { readonly kind: string };
}

/** A tab of one person's browser that types on its own, dies, and is opened again. */
export class ChaosWindow {
	readonly #context: BrowserContext;
	readonly #name: string;
	readonly #pages: ChaosPages;
	readonly #chronicle: BrowserChronicle;
	#page: Page | undefined;
	#path = '';
	/** Counts on over all tabs. */
	#count = 0;

	constructor(context: BrowserContext, name: string, pages: ChaosPages, chronicle: BrowserChronicle) {
		this.#context = context;
		this.#name = name;
		this.#pages = pages;
		this.#chronicle = chronicle;
	}

	/** Opens the page, over and over while the line or the portal is away. */
	async open(path: string): Promise<void> {
		this.#path = path;
		for (;;) {
			const page = await this.#newTab();
			try {
				await page.goto(path, { timeout: 15_000 });
				await page.locator('.state-line').waitFor({ timeout: 15_000 });
				return;
			} catch (thrown) {
				// The line is cut, or the portal down: whoever sits there tries again.
				if (!/Timeout|net::|closed|crash/i.test(String(thrown))) throw thrown;
				await page.close();
			}
		}
	}

	/** Types so many values, each at some place, and settles conflicts now and then. Ends early with its tab. */
	async type(values: number, seed: number): Promise<void> {
		const page = this.#page;
		const places = this.#pages.places.get(this.#path);
		if (page === undefined || places === undefined) throw new Error(`${this.#name} has no page open`);
		const first = this.#count;
		this.#count += values;
		try {
			await page.evaluate(drive, { name: this.#name, places, first, values, seed });
		} catch (thrown) {
			if (!page.isClosed() && !/crash|closed|destroyed/i.test(String(thrown))) throw thrown;
		}
	}

	/** The process of the tab ends at once: no event tells the page. */
	async kill(): Promise<void> {
		const page = this.#page;
		if (page === undefined || page.isClosed()) return;
		const crashed = page.waitForEvent('crash');
		const session = await this.#context.newCDPSession(page);
		// Nobody answers any more.
		void Promise.allSettled([session.send('Page.crash')]);
		await crashed;
		await page.close();
	}

	/** Resolves when nothing is waited for; a conflict waits for its writer, not for the line. */
	async settled(): Promise<void> {
		const page = this.#present();
		await page.evaluate(() => void window.dispatchEvent(new Event('focus')));
		await page.locator('.state-line.ok, .state-line.conflict').waitFor({ timeout: 60_000 });
	}

	/**
	 * Answers every question of the page, one by one, until this browser keeps no word of it any more: words of several
	 * windows at one place are asked about one after the other.
	 */
	async answerAll(): Promise<void> {
		const page = this.#present();
		const until = Date.now() + LONGEST_ANSWERING;
		for (let turn = 0; ; turn += 1) {
			await this.settled();
			const asked = await page.evaluate(() => {
				const [theirs, yours] = [...document.querySelectorAll('.conflict dd')].map((one) =>
					one.textContent.trim()
				);
				return theirs === undefined || yours === undefined ? undefined : { theirs, yours };
			});
			const waiting = (await rowsIn(page)).operations.filter(([, object]) => object.endsWith(this.#path));
			if (asked === undefined && waiting.length === 0) return;
			if (Date.now() > until)
				throw new Error(`${this.#name} is never asked about ${String(waiting.length)} words`);
			if (asked === undefined) await page.waitForTimeout(250);
			else {
				const { theirs, yours } = asked;
				if (turn % 2 === 0) this.#chronicle.given.add(yours);
				else this.#chronicle.chose(yours, theirs);
				await page
					.locator('.conflict .acts button')
					.nth(turn % 2)
					.click();
			}
		}
	}

	async close(): Promise<void> {
		await this.#page?.close();
	}

	#present(): Page {
		if (this.#page === undefined) throw new Error(`no tab of ${this.#name}`);
		return this.#page;
	}

	async #newTab(): Promise<Page> {
		const chronicle = this.#chronicle;
		const page = await this.#context.newPage();
		this.#page = page;
		chronicle.tabs += 1;
		const tab = chronicle.tabs;
		page.on('crash', () => void chronicle.died.set(tab, Date.now()));
		await page.exposeFunction('chaosTyped', (value: string, place: string, saw: readonly string[]) => {
			chronicle.typed.push({ value, place, saw, at: Date.now(), tab });
		});
		await page.exposeFunction('chaosGave', (value: string) => void chronicle.given.add(value));
		page.on('response', (response) => {
			const request = response.request();
			if (request.method() !== 'PATCH' || response.status() !== 200) return;
			const sent = request.postDataJSON() as { operations: { id: string; path: string; value: unknown }[] };
			response.json().then(
				({ outcomes }: { outcomes: readonly Outcome[] }) => this.#heard(sent.operations, outcomes),
				// Cut off on the way: the page does not know it either.
				() => this.#heard([], [])
			);
		});
		return page;
	}

	#heard(sent: readonly { id: string; path: string; value: unknown }[], outcomes: readonly Outcome[]): void {
		const { acknowledged, faults } = this.#chronicle;
		for (const { id, path, value } of sent) {
			const outcome = outcomes.find((one) => one.id === id);
			if (outcome?.kind === 'applied' || outcome?.kind === 'already') acknowledged.add(String(value));
			const foreign = outcome?.kind === 'conflict' && outcome.by?.kind === 'person';
			if (outcome?.kind === 'refused' || (foreign && this.#pages.own.includes(path)))
				faults.push(`${this.#name}: ${outcome.kind} ${path} ${String(value)}`);
		}
	}
}

interface Drive {
	readonly name: string;
	readonly places: readonly string[];
	readonly first: number;
	readonly values: number;
	readonly seed: number;
}

/** Runs in the page, with nothing from outside. */
async function drive({ name, places, first, values, seed }: Drive): Promise<void> {
	let state = seed >>> 0;
	const chance = (): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 4_294_967_296;
	};
	const told = window as unknown as {
		chaosTyped(value: string, place: string, saw: readonly string[]): void;
		chaosGave(value: string): void;
	};
	for (let at = 1; at <= values; at += 1) {
		const place = places[Math.floor(chance() * places.length)] ?? '';
		const box = document.getElementsByName(place)[0];
		if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) {
			const value = `${name}-${String(first + at)}`;
			told.chaosTyped(value, place, [box.value]);
			const kind = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
			Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(box, value);
			box.dispatchEvent(new Event('input', { bubbles: true }));
			if (chance() < 0.3) box.dispatchEvent(new Event('change', { bubbles: true }));
			// Whoever answers a question has read it as it stands after the last key.
			await new Promise((go) => setTimeout(go, 0));
		}
		const conflict = chance() < 0.06 ? document.querySelector('.conflict') : null;
		if (conflict !== null) {
			const [theirs = '', yours = ''] = [...conflict.querySelectorAll('dd')].map((one) =>
				one.textContent.trim()
			);
			const [their, mine] = conflict.querySelectorAll('button');
			if (chance() < 0.5) {
				told.chaosGave(yours);
				their?.click();
			} else {
				told.chaosTyped(yours, 'chosen', [theirs]);
				mine?.click();
			}
		}
		// Bursts, and pauses in which something goes out.
		await new Promise((go) => setTimeout(go, chance() < 0.04 ? 700 : 25));
	}
}
