/** The thread that typesets: one paper after the other, away from the pages. Started by `typesetting.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Paper } from '#lib/domain/papers/paper.ts';
import type { FormFooting } from '#lib/server/app/prints/ports.ts';
import { formData, PAPER_TEMPLATE } from './official-paper.ts';
import { openTypesetter } from './typesetter.ts';

/** A paper to be printed. */
export interface TypesetJob {
	readonly template: string;
	readonly data: unknown;
	readonly at: Date;
}

/** A paper for a word processor. */
export interface EditableJob {
	readonly paper: Paper;
	readonly at: Date;
}

/** A form that an applicant prints and signs. */
export interface FormJob {
	readonly form: Paper;
	readonly footing: FormFooting;
	readonly at: Date;
}

/** What it answers: the file, and of a form its pages, or why there is none, with the text that cannot be set where one can be named. */
export type TypesetAnswer =
	| { readonly file: Uint8Array; readonly pages?: number }
	| { readonly error: string; readonly text: string | null };

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

function printed({ template, data, at }: TypesetJob): TypesetAnswer {
	try {
		return { file: typesetter.pdf(template, data, at) };
	} catch (thrown) {
		return { error: String(thrown), text: culprit(data, at) };
	}
}

function signable({ form, footing, at }: FormJob): TypesetAnswer {
	try {
		return typesetter.form(PAPER_TEMPLATE, (pages) => formData(form, footing, pages), at);
	} catch (thrown) {
		return { error: String(thrown), text: culprit(form, at) };
	}
}

async function editable({ paper, at }: EditableJob): Promise<TypesetAnswer> {
	try {
		// Read when the first one is asked for: a web process that draws no paper for a word processor never does.
		const { docxOf } = await import('./docx-paper.ts');
		return { file: await docxOf(paper, at) };
	} catch (thrown) {
		return { error: String(thrown), text: null };
	}
}

if (parentPort === null) throw new Error('this file runs as a thread');
const port = parentPort;
port.on('message', (job: TypesetJob | EditableJob | FormJob) => {
	if ('template' in job) port.postMessage(printed(job));
	else if ('form' in job) port.postMessage(signable(job));
	else void editable(job).then((answer) => port.postMessage(answer));
});
port.postMessage('ready');
