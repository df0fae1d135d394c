import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Typesetting } from '#lib/server/app/records/ports.ts';
import { paperOf, type PrintedRecord } from './record-paper.ts';
import type { TypesetAnswer, TypesetJob } from './typeset-thread.ts';
import { findProject } from './typesetter.ts';

const THREAD = 'src/lib/server/render/typeset-thread.ts';
/** Longest time for one paper, ms. */
const PATIENCE_MS = 10_000;
/** A thread reads the faces first; on a busy machine that takes a while, ms. */
const START_PATIENCE_MS = 60_000;
/** Papers that are kept in memory, the last asked for at the end. */
const KEPT = 20;
/** As much of a text as says which one it is. */
const EXCERPT = 80;

/** Sets papers on a thread of its own, one at a time: pages are served meanwhile. The thread starts with the first. */
export function openTypesetting(patienceMs: number = PATIENCE_MS): Typesetting {
	let thread: Promise<Worker> | undefined;
	let last: Promise<unknown> = Promise.resolve();
	const kept = new Map<string, Promise<Result<Uint8Array>>>();

	async function set(record: PrintedRecord): Promise<Result<Uint8Array>> {
		const { kind, content } = paperOf(record);
		const answer = await withThread((worker) =>
			ask(worker, { template: kind, data: content, at: record.issuedAt }, patienceMs)
		);
		if (answer === undefined) return cannotPrint(kind, longestText(content));
		if ('pdf' in answer) return ok(answer.pdf);
		// No text of the paper is at fault: the template is.
		if (answer.text === null) throw new Error(answer.error);
		return cannotPrint(kind, answer.text);
	}

	/** The answer of the thread; one that was late or has failed is ended, and the next job starts another. */
	async function withThread<T>(run: (worker: Worker) => Promise<T | undefined>): Promise<T | undefined> {
		const started = (thread ??= startThread());
		let answer: T | undefined;
		try {
			answer = await run(await started);
			return answer;
		} finally {
			if (answer === undefined) {
				thread = undefined;
				const [ready] = await Promise.allSettled([started]);
				if (ready.status === 'fulfilled') await ready.value.terminate();
			}
		}
	}

	function inTurn(record: PrintedRecord): Promise<Result<Uint8Array>> {
		const turn = last.then(() => set(record));
		last = Promise.allSettled([turn]);
		return turn;
	}

	return {
		trial: inTurn,
		paper(record) {
			const key = `${record.hash}:${record.numberText ?? ''}`;
			const paper = kept.get(key) ?? inTurn(record);
			kept.delete(key);
			kept.set(key, paper);
			const [oldest] = kept.keys();
			if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
			// What failed is tried again by the next who asks.
			paper.then(
				(result) => {
					if (!result.ok) kept.delete(key);
				},
				() => kept.delete(key)
			);
			return paper;
		},
		async close() {
			const worker = await thread;
			thread = undefined;
			await worker?.terminate();
		}
	};
}

function startThread(): Promise<Worker> {
	const worker = new Worker(path.join(findProject(), THREAD), { execArgv: [] });
	// Whoever waits for a paper keeps the process alive; the idle thread does not.
	worker.unref();
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => {
			reject(new Error('the typesetting thread did not start'));
		}, START_PATIENCE_MS);
		worker.once('error', reject);
		worker.once('message', () => {
			clearTimeout(late);
			worker.off('error', reject);
			resolve(worker);
		});
	});
}

/** The answer to one job; undefined when it did not come in time. Throws what ended the thread. */
function ask(worker: Worker, job: TypesetJob, patienceMs: number): Promise<TypesetAnswer | undefined> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => {
			settle(() => {
				resolve(undefined);
			});
		}, patienceMs);
		const answered = (answer: TypesetAnswer): void => {
			settle(() => {
				resolve(answer);
			});
		};
		const failed = (error: unknown): void => {
			settle(() => {
				reject(error instanceof Error ? error : new Error(String(error)));
			});
		};
		const ended = (code: number): void => {
			failed(new Error(`the typesetting thread ended with ${code}`));
		};
		function settle(then: () => void): void {
			clearTimeout(late);
			worker.off('message', answered);
			worker.off('error', failed);
			worker.off('exit', ended);
			then();
		}
		worker.on('message', answered);
		worker.on('error', failed);
		worker.on('exit', ended);
		worker.postMessage(job);
	});
}

function cannotPrint(paper: string, text: string): Result<never> {
	return refuse('paper_cannot_print', {
		params: { paper, text: text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text }
	});
}

function longestText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null) return '';
	return Object.values(value)
		.map(longestText)
		.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
