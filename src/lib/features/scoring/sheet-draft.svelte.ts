import type { SaveMarksReply } from '#lib/contracts/scoring/sheet.ts';

interface Change {
	marks: Record<string, number | null>;
	comments: Record<string, string>;
	comment?: string;
}

interface Sheet {
	readonly version: number;
	readonly marks: Readonly<Record<string, number | null>>;
	readonly comments: Readonly<Record<string, string>>;
	readonly comment: string;
}

interface Kept {
	readonly change: Change;
	readonly was: Change;
	readonly version: number;
}

/** Pauses before a save, and before another try when the line is cut, ms. */
const PAUSE = 700;
const RETRY = 6000;
const LONGEST_WAIT = 20_000;

const nothing = (): Change => ({ marks: {}, comments: {} });

/**
 * A sheet as it is being marked. Every change is sent after a short pause, with what stood there before; what is not
 * acknowledged stays in this browser and is sent again.
 */
export class SheetDraft {
	marks = $state<Record<string, number | null>>({});
	comments = $state<Record<string, string>>({});
	comment = $state('');
	version = $state(0);
	status = $state<'saved' | 'saving' | 'unsaved' | 'offline' | 'failed'>('saved');
	savedAt = $state<string>();
	conflicts = $state<SaveMarksReply['conflicts']>([]);
	/** Words of a refusal that ends the saving here. */
	ended = $state<string>();

	#change = nothing();
	#was = nothing();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | undefined;
	readonly #address: string;
	readonly #councilId: string;
	readonly #storeKey: string;

	constructor(address: string, councilId: string, sheet: Sheet, savedAt: Date | null) {
		this.#address = address;
		this.#councilId = councilId;
		this.#storeKey = `chuan:${address}`;
		this.marks = { ...sheet.marks };
		this.comments = { ...sheet.comments };
		this.comment = sheet.comment;
		this.version = sheet.version;
		if (savedAt) this.savedAt = savedAt.toISOString();
	}

	/** Takes up what an earlier visit could not send. Call it in the browser, once. */
	resume(): void {
		const text = localStorage.getItem(this.#storeKey);
		if (text === null) return;
		const kept = JSON.parse(text) as Kept;
		this.#change = kept.change;
		this.#was = kept.was;
		this.version = kept.version;
		Object.assign(this.marks, kept.change.marks);
		Object.assign(this.comments, kept.change.comments);
		if (kept.change.comment !== undefined) this.comment = kept.change.comment;
		this.#wait(0);
	}

	setMark(key: string, value: number | null): void {
		if (!Object.hasOwn(this.#was.marks, key)) this.#was.marks[key] = this.marks[key] ?? null;
		this.marks[key] = value;
		this.#change.marks[key] = value;
		this.#wait(PAUSE);
	}

	setComment(criterionKey: string, words: string): void {
		this.#was.comments[criterionKey] ??= this.comments[criterionKey] ?? '';
		this.comments[criterionKey] = words;
		this.#change.comments[criterionKey] = words;
		this.#wait(PAUSE);
	}

	setOverall(words: string): void {
		this.#was.comment ??= this.comment;
		this.comment = words;
		this.#change.comment = words;
		this.#wait(PAUSE);
	}

	/** Keeps one of the two values of a place where two windows wrote. */
	resolve(key: string, value: number | string | null): void {
		const other = this.conflicts.find((conflict) => conflict.key === key);
		this.conflicts = this.conflicts.filter((conflict) => conflict.key !== key);
		if (other === undefined) return;
		const keptTheirs = value === other.theirs;
		if (key === 'comment') {
			this.comment = String(other.theirs ?? '');
			if (!keptTheirs) this.setOverall(String(value ?? ''));
		} else if (key.startsWith('comment:')) {
			const criterion = key.slice('comment:'.length);
			this.comments[criterion] = String(other.theirs ?? '');
			if (!keptTheirs) this.setComment(criterion, String(value ?? ''));
		} else {
			this.marks[key] = typeof other.theirs === 'number' ? other.theirs : null;
			if (!keptTheirs) this.setMark(key, typeof value === 'number' ? value : null);
		}
	}

	get pending(): boolean {
		const { marks, comments, comment } = this.#change;
		return Object.keys(marks).length > 0 || Object.keys(comments).length > 0 || comment !== undefined;
	}

	/** Sends what waits, now. True when nothing is left. */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		await this.#sending;
		if (this.pending) {
			this.#sending = this.#send();
			await this.#sending;
		}
		return !this.pending && this.conflicts.length === 0;
	}

	leave(): void {
		clearTimeout(this.#timer);
	}

	#wait(pause: number): void {
		if (this.ended !== undefined) return;
		if (this.status !== 'offline') this.status = 'unsaved';
		this.#keep(this.#change, this.#was);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), pause);
	}

	#keep(change: Change, was: Change): void {
		const kept: Kept = { change, was, version: this.version };
		localStorage.setItem(this.#storeKey, JSON.stringify(kept));
	}

	async #send(): Promise<void> {
		const change = this.#change;
		const was = this.#was;
		this.#change = nothing();
		this.#was = nothing();
		this.status = 'saving';
		let response: Response | undefined;
		try {
			response = await fetch(this.#address, {
				method: 'PATCH',
				headers: { 'content-type': 'application/json', accept: 'application/json' },
				body: JSON.stringify({ councilId: this.#councilId, baseVersion: this.version, ...change, was }),
				signal: AbortSignal.timeout(LONGEST_WAIT)
			});
		} catch {
			// The line is cut, or dead without saying so: the same is sent again.
			response = undefined;
		}
		if (response?.ok) {
			const reply = (await response.json()) as SaveMarksReply;
			this.version = reply.version;
			this.savedAt = reply.savedAt;
			const known = reply.conflicts.map(({ key }) => key);
			this.conflicts = [...this.conflicts.filter(({ key }) => !known.includes(key)), ...reply.conflicts];
			this.status = this.pending ? 'unsaved' : 'saved';
			if (this.pending) this.#keep(this.#change, this.#was);
			else localStorage.removeItem(this.#storeKey);
			return;
		}
		this.#restore(change, was);
		if (
			response !== undefined &&
			response.status >= 400 &&
			response.status < 500 &&
			response.status !== 429
		) {
			const body = (await response.json()) as { problems?: { message: string }[] };
			this.status = 'failed';
			this.ended = body.problems?.map(({ message }) => message).join(' ') ?? '';
			return;
		}
		this.status = response === undefined ? 'offline' : 'failed';
		this.#keep(this.#change, this.#was);
		this.#timer = setTimeout(() => void this.flush(), RETRY);
	}

	/** What was not taken waits again, under whatever was written since. */
	#restore(change: Change, was: Change): void {
		this.#change = {
			marks: { ...change.marks, ...this.#change.marks },
			comments: { ...change.comments, ...this.#change.comments },
			...(this.#change.comment === undefined
				? change.comment === undefined
					? {}
					: { comment: change.comment }
				: { comment: this.#change.comment })
		};
		this.#was = {
			marks: { ...this.#was.marks, ...was.marks },
			comments: { ...this.#was.comments, ...was.comments },
			...(was.comment === undefined
				? this.#was.comment === undefined
					? {}
					: { comment: this.#was.comment }
				: { comment: was.comment })
		};
	}
}
