import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from './project-root.ts';

/** Longest start of a thread, ms: it reads its libraries, on a machine that may be busy. */
const START_PATIENCE_MS = 60_000;

/** A thread that does heavy jobs one after the other, while the main thread serves pages. */
export interface SerialThread<Job, Answer> {
	/** The answer; undefined when it did not come in time. Throws what ended the thread. */
	ask(job: Job): Promise<Answer | undefined>;
	close(): Promise<void>;
}

export interface SerialThreadOptions {
	/** The file of the thread, below the project's folder. It posts one message when it is ready, then an answer a job. */
	readonly file: string;
	/** Longest time for one job, ms. A thread that is late is ended, and the next job starts another. */
	readonly patienceMs: number;
	/** Most memory of its heap, megabytes. */
	readonly heapMb: number;
}

/** The thread starts with the first job, and does not keep the process alive when idle. */
export function serialThread<Job, Answer>(options: SerialThreadOptions): SerialThread<Job, Answer> {
	let thread: Promise<Worker> | undefined;
	let last: Promise<unknown> = Promise.resolve();

	async function run(job: Job): Promise<Answer | undefined> {
		const started = (thread ??= start(options));
		let answer: Answer | undefined;
		try {
			answer = await answerOf<Answer>(await started, job, options.patienceMs);
			return answer;
		} finally {
			if (answer === undefined) {
				thread = undefined;
				const [ready] = await Promise.allSettled([started]);
				if (ready.status === 'fulfilled') await ready.value.terminate();
			}
		}
	}

	return {
		ask(job) {
			const turn = last.then(() => run(job));
			last = Promise.allSettled([turn]);
			return turn;
		},
		async close() {
			const started = thread;
			thread = undefined;
			if (started !== undefined) await (await started).terminate();
		}
	};
}

function start({ file, heapMb }: SerialThreadOptions): Promise<Worker> {
	const worker = new Worker(path.join(projectRoot(), file), {
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: heapMb }
	});
	worker.unref();
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => {
			reject(new Error(`the thread ${file} did not start`));
		}, START_PATIENCE_MS);
		worker.once('error', reject);
		worker.once('message', () => {
			clearTimeout(late);
			worker.off('error', reject);
			resolve(worker);
		});
	});
}

function answerOf<Answer>(worker: Worker, job: unknown, patienceMs: number): Promise<Answer | undefined> {
	return new Promise((resolve, reject) => {
		const answered = (answer: Answer): void => {
			settle();
			resolve(answer);
		};
		const failed = (error: Error): void => {
			settle();
			reject(error);
		};
		const ended = (code: number): void => {
			failed(new Error(`the thread ended with ${code}`));
		};
		const late = setTimeout(() => {
			settle();
			resolve(undefined);
		}, patienceMs);
		function settle(): void {
			clearTimeout(late);
			worker.off('message', answered);
			worker.off('error', failed);
			worker.off('exit', ended);
		}
		worker.on('message', answered);
		worker.on('error', failed);
		worker.on('exit', ended);
		worker.postMessage(job);
	});
}
