import type { Paper } from '#lib/domain/papers/paper.ts';
import type { CopyStanding } from '#lib/domain/workflow/copy-standing.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { PrintedFile } from '#lib/server/app/prints/ports.ts';
import type { FileFormat } from '#lib/server/app/records/file-ports.ts';
import type { RecordRow, Typesetting } from '#lib/server/app/records/ports.ts';
import { serialThread } from '#lib/server/threads/serial-thread.ts';
import { paperOf } from '#lib/server/app/records/paper-of.ts';
import { keptFiles } from './kept-files.ts';
import { checkedData, PAPER_TEMPLATE, paperData } from './official-paper.ts';
import type { EditableJob, FormJob, TypesetAnswer, TypesetJob } from './typeset-thread.ts';

/** Longest time for one paper, ms: minutes over 200 dossiers take seconds, and several times that on a busy machine. */
const PATIENCE_MS = 60_000;
const HEAP_MB = 512;
/** Forms of applicants that wait for their turn; more are turned away and asked to come back. */
const MOST_WAITING = 12;
/** Empty forms kept at once: every form of every programme, several times. */
const MOST_BLANKS = 200;
/** As much of a text as says which one it is. */
const EXCERPT = 80;

/** Sets papers on a thread of its own, one at a time: pages are served meanwhile. `origin`: where papers are checked. */
export function openTypesetting(origin: string, patienceMs: number = PATIENCE_MS): Typesetting {
	const thread = serialThread<TypesetJob | EditableJob, TypesetAnswer>({
		file: 'src/lib/server/render/typeset-thread.ts',
		patienceMs,
		heapMb: HEAP_MB
	});
	// Of its own: what officials issue does not wait behind what applicants print before a deadline.
	const forms = serialThread<FormJob | TypesetJob | EditableJob, TypesetAnswer>({
		file: 'src/lib/server/render/typeset-thread.ts',
		patienceMs,
		heapMb: HEAP_MB
	});
	const blanks = keptFiles(MOST_BLANKS);
	let waiting = 0;

	async function askForms(
		paper: Paper,
		job: FormJob | TypesetJob | EditableJob
	): Promise<Result<PrintedFile>> {
		if (waiting >= MOST_WAITING) return refuse('print_crowded');
		waiting += 1;
		try {
			const answer = await forms.ask(job);
			if (answer === undefined) return cannotPrint('printed_form', longestText(paper));
			if ('file' in answer) return ok({ file: answer.file, pages: answer.pages ?? 1 });
			if (answer.text === null) throw new Error(answer.error);
			return cannotPrint('printed_form', answer.text);
		} finally {
			waiting -= 1;
		}
	}

	async function draft(paper: Paper, format: FileFormat, at: Date): Promise<Result<Uint8Array>> {
		const set = await askForms(
			paper,
			format === 'pdf' ? { template: PAPER_TEMPLATE, data: paperData(paper), at } : { paper, at }
		);
		return set.ok ? ok(set.value.file) : set;
	}

	function blank(paper: Paper, title: string, at: Date, format: FileFormat): Promise<Result<Uint8Array>> {
		const footing = { code: '', title, draft: false };
		return blanks(JSON.stringify([format, title, at, paper]), async () => {
			const set = await askForms(paper, format === 'pdf' ? { form: paper, footing, at } : { paper, at });
			return set.ok ? ok(set.value.file) : set;
		});
	}

	async function paper(record: RecordRow, standing: CopyStanding = 'in_force'): Promise<Result<Uint8Array>> {
		const data = checkedData(paperOf(record, standing), record.hash, origin);
		return ask(record, { template: PAPER_TEMPLATE, data, at: record.issuedAt });
	}

	async function ask({ kind }: RecordRow, job: TypesetJob | EditableJob): Promise<Result<Uint8Array>> {
		const answer = await thread.ask(job);
		if (answer === undefined) return cannotPrint(kind, longestText(job));
		if ('file' in answer) return ok(answer.file);
		// No text of the paper is at fault: the template is.
		if (answer.text === null) throw new Error(answer.error);
		return cannotPrint(kind, answer.text);
	}

	return {
		paper,
		editable: (record) => ask(record, { paper: paperOf(record), at: record.issuedAt }),
		form: (form, footing, at) => askForms(form, { form, footing, at }),
		blank,
		draft,
		async close() {
			await thread.close();
			await forms.close();
		}
	};
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
