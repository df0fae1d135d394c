import type { DetailedError, Upload } from 'tus-js-client';
import { browser } from '$app/environment';
import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';
import { CHUNK_BYTES, megabytes } from '#lib/domain/uploads/upload.ts';
import { formatFileSize } from '#lib/i18n/formats/file-size.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { FileEntry } from '#lib/ui/file-entry.ts';
import { hashFile } from './hash-file.ts';
import { TransferRate } from './transfer-rate.ts';

const ENDPOINT = '/api/tai-len';
/** Files on their way at the same time: more only share the same line. */
const AT_ONCE = 2;
const RETRY_MS = [1_000, 3_000, 5_000, 10_000, 20_000, 30_000];
const ASK_AGAIN_MS = 1_500;
/** Nothing goes out for so long: the line is away. */
const STALLED_MS = 5_000;

interface Entry extends FileEntry {
	readonly itemKey: string;
	readonly file: File;
	readonly replaces: string | undefined;
	/** The server's id, once it is known. */
	uploadId: string;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Outcome {
	readonly state: string;
	readonly problems: readonly { readonly message: string }[];
}

/** What is asked of a file before it is sent; the server asks again. */
interface Limits {
	readonly maxBytes: number;
}

interface Options {
	readonly applicationId: string;
	readonly locale: Locale;
}

/** Not shown, so not reactive. */
const queues: Record<string, UploadQueue | undefined> = {};

/**
 * The queue of an application. In a browser it is one for the life of the window: going to another page of the
 * portal does not stop a file, and coming back finds it on its way.
 */
export function uploadQueueOf(options: Options): UploadQueue {
	if (!browser) return new UploadQueue(options);
	const known = queues[options.applicationId];
	if (known !== undefined) return known;
	const queue = new UploadQueue(options);
	queues[options.applicationId] = queue;
	window.addEventListener('online', () => queue.resumeAll());
	window.addEventListener('beforeunload', (event) => {
		if (queue.busy) event.preventDefault();
	});
	return queue;
}

/**
 * Asks for the data of the page anew, at rest: asked for while a link is being followed, the way to it would be
 * given up and the click lost.
 */
async function lookAgain(): Promise<void> {
	// A way that was given up for another one ends as well; what counts is that none is under way.
	while (navigating.complete !== null) await Promise.allSettled([navigating.complete]);
	await invalidateAll();
}

/**
 * The uploads of one application. They go on over a bad line by themselves; after a reload, choosing the same file
 * again goes on where it was.
 */
export class UploadQueue {
	entries = $state<Writable<Entry>[]>([]);
	readonly #applicationId: string;
	readonly #locale: Locale;
	/** Not shown, so not reactive. */
	readonly #running: Record<string, Upload | undefined> = {};
	readonly #rates: Record<string, TransferRate | undefined> = {};
	readonly #stalled: Record<string, ReturnType<typeof setTimeout> | undefined> = {};
	#made = 0;

	constructor({ applicationId, locale }: Options) {
		this.#applicationId = applicationId;
		this.#locale = locale;
	}

	/** Whether leaving the page would stop something. */
	get busy(): boolean {
		return this.entries.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'paused');
	}

	of(itemKey: string): readonly FileEntry[] {
		return this.entries.filter((entry) => entry.itemKey === itemKey);
	}

	/** Server ids of what this page is sending itself. */
	has(uploadId: string): boolean {
		return this.entries.some((entry) => entry.uploadId === uploadId && entry.state !== 'refused');
	}

	add(itemKey: string, files: readonly File[], limits: Limits, replaces?: string): void {
		for (const file of files) {
			this.entries.push({
				id: `upload-${(this.#made += 1)}`,
				itemKey,
				file,
				replaces,
				uploadId: '',
				name: file.name,
				size: formatFileSize(file.size, this.#locale),
				...judge(file, limits)
			});
		}
		this.#next();
	}

	pause(id: string): void {
		const entry = this.#entry(id);
		if (entry === undefined) return;
		void this.#running[id]?.abort();
		this.#running[id] = undefined;
		entry.state = 'paused';
		entry.note = undefined;
		this.#next();
	}

	resume(id: string): void {
		const entry = this.#entry(id);
		if (entry?.state !== 'paused') return;
		entry.state = 'waiting';
		entry.note = undefined;
		this.#next();
	}

	/** Everything that stopped because the line was gone. */
	resumeAll(): void {
		for (const { id, state } of this.entries) if (state === 'paused') this.resume(id);
	}

	/** Gives a file up, here and on the server. */
	cancel(id: string): void {
		// An upload that cannot be told to the server now expires there by itself.
		void this.#running[id]?.abort(true).then(lookAgain, lookAgain);
		this.#running[id] = undefined;
		this.dismiss(id);
		this.#next();
	}

	dismiss(id: string): void {
		this.entries = this.entries.filter((entry) => entry.id !== id);
	}

	#entry(id: string): Writable<Entry> | undefined {
		return this.entries.find((entry) => entry.id === id);
	}

	#next(): void {
		const sending = this.entries.filter(({ state }) => state === 'sending').length;
		for (const entry of this.entries.filter(({ state }) => state === 'waiting').slice(0, AT_ONCE - sending)) {
			entry.state = 'sending';
			entry.percent ??= 0;
			void this.#send(entry.id);
		}
	}

	async #send(id: string): Promise<void> {
		const begun = this.#entry(id);
		if (begun === undefined) return;
		const { file, itemKey, replaces } = begun;
		// The uploader comes only when there is something to upload.
		const [{ Upload: TusUpload }, sha256] = await Promise.all([import('tus-js-client'), hashFile(file)]);
		const entry = this.#entry(id);
		if (entry?.state !== 'sending') return;
		const upload = new TusUpload(file, {
			endpoint: ENDPOINT,
			chunkSize: CHUNK_BYTES,
			retryDelays: RETRY_MS,
			removeFingerprintOnSuccess: true,
			fingerprint: () => Promise.resolve(this.#fingerprint(itemKey, file)),
			metadata: {
				applicationId: this.#applicationId,
				itemKey,
				filename: file.name,
				...(sha256 === undefined ? {} : { sha256 }),
				...(replaces === undefined ? {} : { replaces })
			},
			onShouldRetry: (error) => mayPass(error),
			onProgress: (sent, total) => this.#progress(id, sent, total),
			onUploadUrlAvailable: () => this.#known(id, upload.url ?? ''),
			onSuccess: () => void this.#settle(id, upload.url ?? ''),
			onError: (error) => this.#stopped(id, error)
		});
		this.#running[id] = upload;
		const [previous] = await upload.findPreviousUploads();
		if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
		if (this.#entry(id)?.state === 'sending') upload.start();
	}

	#fingerprint(itemKey: string, file: File): string {
		const parts = ['chuan', this.#applicationId, itemKey, file.name, file.size, file.lastModified];
		return parts.join('/');
	}

	#known(id: string, url: string): void {
		const entry = this.#entry(id);
		if (entry !== undefined) entry.uploadId = url.split('/').at(-1) ?? '';
	}

	#progress(id: string, sent: number, total: number): void {
		const entry = this.#entry(id);
		if (entry?.state !== 'sending') return;
		entry.percent = Math.floor((sent * 100) / total);
		entry.note = this.#words(id, sent, total);
		// Said again when more of it goes out.
		clearTimeout(this.#stalled[id]);
		this.#stalled[id] = setTimeout(() => this.#waitsForLine(id), STALLED_MS);
		if (sent < total) return;
		entry.state = 'checking';
		entry.note = undefined;
	}

	#words(id: string, sent: number, total: number): string {
		const size = { sent: formatFileSize(sent, this.#locale), size: formatFileSize(total, this.#locale) };
		const rate = (this.#rates[id] ??= new TransferRate()).after(sent, total, performance.now());
		if (rate === undefined) return m.documents_sent_of(size);
		const speed = formatFileSize(rate.bytesPerSecond, this.#locale);
		const minutes = Math.ceil(rate.secondsLeft / 60);
		return rate.secondsLeft < 60
			? m.documents_sent_seconds_left({ ...size, speed, left: String(rate.secondsLeft) })
			: m.documents_sent_minutes_left({ ...size, speed, left: String(minutes) });
	}

	#waitsForLine(id: string): void {
		const entry = this.#entry(id);
		if (entry?.state === 'sending') entry.note = m.documents_waits_for_line();
	}

	/** All bytes are there: asks what the checks said, as long as they take. */
	async #settle(id: string, url: string): Promise<void> {
		this.#running[id] = undefined;
		const entry = this.#entry(id);
		if (entry === undefined) return;
		entry.state = 'checking';
		entry.note = undefined;
		this.#next();
		const outcome = await askOutcome(url);
		if (outcome.state === 'refused') this.#refuse(id, outcome.problems);
		// The page knows the file before its progress goes: in between the item would look empty.
		await lookAgain();
		if (outcome.state !== 'refused') this.dismiss(id);
	}

	#refuse(id: string, problems: Outcome['problems']): void {
		const entry = this.#entry(id);
		if (entry === undefined) return;
		entry.state = 'refused';
		entry.note = problems.map(({ message }) => message).join(' ');
	}

	#stopped(id: string, error: Error | DetailedError): void {
		this.#running[id] = undefined;
		const answer = answerOf(error);
		const entry = this.#entry(id);
		if (entry === undefined) return;
		if (answer !== undefined && answer.status !== 401 && answer.status < 500 && answer.problems.length > 0) {
			this.#refuse(id, answer.problems);
		} else {
			entry.state = 'paused';
			entry.note = answer?.status === 401 ? m.documents_signed_out() : m.documents_line_lost();
		}
		this.#next();
	}
}

function judge(file: File, { maxBytes }: Limits): Pick<Entry, 'state' | 'note'> {
	if (file.size === 0) return { state: 'refused', note: m.refusal_file_empty() };
	if (file.size <= maxBytes) return { state: 'waiting', note: undefined };
	const note = m.refusal_file_too_large({ size: megabytes(file.size, 'up'), limit: megabytes(maxBytes) });
	return { state: 'refused', note };
}

interface Answer {
	readonly status: number;
	readonly problems: readonly { readonly code: string; readonly message: string }[];
}

/** What the server said, if it was the server that said something. */
function answerOf(error: Error | DetailedError): Answer | undefined {
	const response = 'originalResponse' in error ? error.originalResponse : null;
	if (response === null) return undefined;
	const status = response.getStatus();
	try {
		const body = JSON.parse(response.getBody()) as { problems?: Answer['problems']; message?: string };
		return { status, problems: body.problems ?? [{ code: '', message: body.message ?? '' }] };
	} catch {
		// A proxy's page, not ours: only the status is worth something.
		return { status, problems: [] };
	}
}

/** Worth another try by itself: the line, a busy server, an offset that moved. A refusal is not. */
function mayPass(error: Error | DetailedError): boolean {
	const answer = answerOf(error);
	if (answer === undefined || answer.status >= 500 || answer.status === 423) return true;
	return answer.problems.some(({ code }) => code === 'upload_offset_wrong');
}

/** Waits until the upload is settled. A line that is gone meanwhile is asked again: nothing can be lost any more. */
async function askOutcome(url: string): Promise<Outcome> {
	for (;;) {
		const outcome = await fetch(url, { headers: { accept: 'application/json' } }).then(
			async (response): Promise<Outcome | undefined> => {
				if (response.ok) return (await response.json()) as Outcome;
				// Signed out, or gone: the page that is loaded next says how it ended.
				return response.status < 500 ? { state: 'unknown', problems: [] } : undefined;
			},
			() => undefined
		);
		if (outcome !== undefined && outcome.state !== 'checking') return outcome;
		await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
	}
}
