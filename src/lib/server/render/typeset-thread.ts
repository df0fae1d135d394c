/** The thread that typesets: one paper after the other, away from the pages. Started by `typesetting.ts`. */
import { parentPort } from 'node:worker_threads';
import { openTypesetter } from './typesetter.ts';

/** What is asked of the thread. */
export interface TypesetJob {
	readonly template: string;
	readonly data: unknown;
	readonly at: Date;
}

/** What it answers: the PDF, or why there is none, with the text that cannot be set where one can be named. */
export type TypesetAnswer =
	{ readonly pdf: Uint8Array } | { readonly error: string; readonly text: string | null };

const typesetter = openTypesetter();

/** The first text that cannot be set alone; null when each can. */
function culprit(value: unknown, at: Date): string | null {
	if (typeof value === 'string') {
		try {
			typesetter.pdf('one-text', { text: value }, at);
			return null;
		} catch {
			return value;
		}
	}
	if (typeof value !== 'object' || value === null) return null;
	for (const inner of Object.values(value)) {
		const found = culprit(inner, at);
		if (found !== null) return found;
	}
	return null;
}

function answer({ template, data, at }: TypesetJob): TypesetAnswer {
	try {
		return { pdf: typesetter.pdf(template, data, at) };
	} catch (thrown) {
		return { error: String(thrown), text: culprit(data, at) };
	}
}

if (parentPort === null) throw new Error('this file runs as a thread');
const port = parentPort;
port.on('message', (job: TypesetJob) => {
	port.postMessage(answer(job));
});
port.postMessage('ready');
