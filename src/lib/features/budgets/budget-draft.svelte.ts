import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { SaveBudgetReply, StaleBudgetReply } from '#lib/contracts/budgets/save-budget-lines.ts';
import { isTypedLine } from '#lib/contracts/budgets/kept-line.ts';
import { emptyTypedLine, readTypedLine } from '#lib/contracts/budgets/typed-line.ts';
import type { TypedLine } from '#lib/contracts/budgets/typed-line.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'offline' | 'failed';

interface Saved {
	readonly version: number;
	readonly lines: readonly TypedLine[];
	readonly justifications: Justifications;
}

interface Pending {
	readonly lines: readonly TypedLine[];
	readonly removed: readonly string[];
}

const QUIET_MS = 900;
const RETRY_MS = 8_000;

/**
 * The budget while it is typed. Lines that changed wait in this browser until the portal has acknowledged them,
 * so a closed tab, a dropped line or an expired session loses nothing. A line whose figures cannot be read yet is
 * kept here and sent once it can be.
 */
export class BudgetDraft {
	lines = $state<TypedLine[]>([]);
	justifications = $state<Justifications>({});
	state = $state<SaveState>('saved');
	savedAt = $state<string | undefined>(undefined);
	/** What somebody else saved meanwhile; asked about before anything of ours goes out. */
	conflict = $state<StaleBudgetReply | null>(null);
	/** Problems that the server found, in words, by field. */
	problems = $state<readonly { message: string; field?: string }[]>([]);

	#version: number;
	#dirty = new SvelteSet<string>();
	#removed = new SvelteSet<string>();
	#justified = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending = false;
	readonly #url: string;
	readonly #template: BudgetTemplate;
	readonly #storageKey: string;

	constructor(saved: Saved, options: { url: string; template: BudgetTemplate; storageKey: string }) {
		this.lines = saved.lines.map((line) => ({ ...line }));
		this.justifications = saved.justifications;
		this.#version = saved.version;
		this.#url = options.url;
		this.#template = options.template;
		this.#storageKey = options.storageKey;
	}

	get version(): number {
		return this.#version;
	}

	/** The lines that can be read now: what the live totals are computed from. */
	readable(): BudgetLine[] {
		return this.lines.flatMap((line) => {
			const read = readTypedLine(line, this.#template);
			return read.ok ? [read.value] : [];
		});
	}

	/** Takes up what an earlier visit typed and could not send. */
	adopt(): void {
		const pending = this.#readPending();
		if (pending === null) return;
		for (const line of pending.lines) this.#put(line);
		for (const key of pending.removed) this.lines = this.lines.filter((line) => line.key !== key);
		this.#dirty = new SvelteSet(pending.lines.map(({ key }) => key));
		this.#removed = new SvelteSet(pending.removed);
		this.#wait(QUIET_MS);
	}

	add(category: number, source: 'state' | 'own'): string {
		const key = crypto.randomUUID();
		const position = this.lines.reduce((last, line) => Math.max(last, line.position), 0) + 10;
		this.lines.push(emptyTypedLine(key, position, category, source));
		this.changed(key);
		return key;
	}

	remove(key: string): TypedLine | undefined {
		const line = this.lines.find((candidate) => candidate.key === key);
		this.lines = this.lines.filter((candidate) => candidate.key !== key);
		this.#dirty.delete(key);
		this.#removed.add(key);
		this.#wait(QUIET_MS);
		return line;
	}

	restore(line: TypedLine): void {
		this.#removed.delete(line.key);
		this.#put(line);
		this.changed(line.key);
	}

	change(key: string, part: Partial<TypedLine>): void {
		this.lines = this.lines.map((line) => (line.key === key ? { ...line, ...part } : line));
		this.changed(key);
	}

	changed(key: string): void {
		this.#dirty.add(key);
		this.#wait(QUIET_MS);
	}

	justify(code: keyof Justifications, words: string): void {
		this.justifications = { ...this.justifications, [code]: words };
		this.#justified = true;
		this.#wait(QUIET_MS);
	}

	/** Mine over theirs, line by line: only the lines that I changed go out. */
	keepMine(): void {
		const theirs = this.conflict;
		if (theirs === null) return;
		const mine = new SvelteMap(this.lines.map((line) => [line.key, line]));
		const kept = theirs.lines
			.filter(({ key }) => !this.#removed.has(key))
			.map((line) => (this.#dirty.has(line.key) ? (mine.get(line.key) ?? line) : line));
		const added = this.lines.filter(
			({ key }) => this.#dirty.has(key) && !theirs.lines.some((line) => line.key === key)
		);
		this.#take(theirs, [...kept, ...added]);
		this.#wait(0);
	}

	takeTheirs(): void {
		const theirs = this.conflict;
		if (theirs === null) return;
		this.#dirty.clear();
		this.#removed.clear();
		this.#take(theirs, theirs.lines);
		this.state = 'saved';
		this.#keepPending();
	}

	/** Sends now what waits; for leaving the page and for the button. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		await this.#send();
	}

	#take(theirs: StaleBudgetReply, lines: readonly TypedLine[]): void {
		this.lines = lines.map((line) => ({ ...line }));
		this.#version = theirs.version;
		this.conflict = null;
	}

	#put(line: TypedLine): void {
		const place = this.lines.findIndex(({ key }) => key === line.key);
		if (place < 0) this.lines.push({ ...line });
		else this.lines[place] = { ...line };
	}

	#wait(ms: number): void {
		this.state = 'unsaved';
		this.#keepPending();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#send(), ms);
	}

	async #send(): Promise<void> {
		if (this.#sending || this.conflict !== null) return;
		const lines = this.lines.filter(
			(line) => this.#dirty.has(line.key) && readTypedLine(line, this.#template).ok
		);
		const removed = [...this.#removed];
		if (lines.length === 0 && removed.length === 0 && !this.#justified) return;
		const sent = new SvelteMap(lines.map((line) => [line.key, JSON.stringify(line)]));
		this.#sending = true;
		this.state = 'saving';
		try {
			const response = await fetch(this.#url, {
				method: 'PATCH',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({
					baseVersion: this.#version,
					lines,
					removed,
					...(this.#justified && { justifications: this.justifications })
				})
			});
			await this.#answer(response, sent, removed);
		} catch {
			// No answer came: what was typed waits in this browser and is sent again.
			this.state = 'offline';
			this.#timer = setTimeout(() => void this.#send(), RETRY_MS);
		} finally {
			this.#sending = false;
		}
	}

	async #answer(
		response: Response,
		sent: ReadonlyMap<string, string>,
		removed: readonly string[]
	): Promise<void> {
		if (response.ok) {
			const reply = (await response.json()) as SaveBudgetReply;
			this.#version = reply.version;
			this.savedAt = reply.savedAt;
			this.problems = [];
			this.#justified = false;
			for (const key of removed) this.#removed.delete(key);
			for (const line of this.lines)
				// What was typed on while it was under way is still to be sent.
				if (sent.get(line.key) === JSON.stringify(line)) this.#dirty.delete(line.key);
			this.#keepPending();
			if (this.#dirty.size === 0 && this.#removed.size === 0) this.state = 'saved';
			else this.#wait(QUIET_MS);
			return;
		}
		const body = (await response.json()) as {
			problems?: { message: string; field?: string }[];
			current?: StaleBudgetReply;
		};
		this.state = 'failed';
		this.problems = body.problems ?? [];
		if (response.status === 409 && body.current !== undefined) this.conflict = body.current;
	}

	#keepPending(): void {
		const pending: Pending = {
			lines: this.lines.filter(({ key }) => this.#dirty.has(key)),
			removed: [...this.#removed]
		};
		try {
			if (pending.lines.length === 0 && pending.removed.length === 0)
				localStorage.removeItem(this.#storageKey);
			else localStorage.setItem(this.#storageKey, JSON.stringify(pending));
		} catch {
			// A browser that keeps nothing (private window, full disk): the page still holds it, and says "unsaved".
		}
	}

	#readPending(): Pending | null {
		try {
			const stored = localStorage.getItem(this.#storageKey);
			if (stored === null) return null;
			const kept: unknown = JSON.parse(stored);
			if (typeof kept !== 'object' || kept === null || !('lines' in kept) || !('removed' in kept))
				return null;
			const { lines, removed } = kept;
			if (!Array.isArray(lines) || !Array.isArray(removed)) return null;
			const whole = lines.every(isTypedLine) && removed.every((key) => typeof key === 'string');
			return whole ? { lines, removed } : null;
		} catch {
			// Not ours, or of an older version of the page: the server's copy stands.
			return null;
		}
	}
}
