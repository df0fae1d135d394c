/**
 * Plays operations into an object, each once: pure. Whoever calls holds the object's row lock and writes what comes
 * out in the same transaction.
 */
import { lies, saw } from './operations.ts';
import type {
	KnownWrite,
	Operation,
	OperationProblem,
	Other,
	Outcome,
	RunRecord,
	Sender
} from './operations.ts';

/** What became of one operation at its object. */
export type Step =
	| { readonly kind: 'applied' }
	/** The value stands there already, whoever wrote it. */
	| { readonly kind: 'same' }
	/** `at`: the place whose last writer stands in the way, where it is not the operation's own. */
	| { readonly kind: 'conflict'; readonly theirs: unknown; readonly yours?: unknown; readonly at?: string }
	| { readonly kind: 'refused'; readonly problems: readonly OperationProblem[] };

/**
 * Writes the value at the path into the caller's object. `contested`: somebody whose words the writer has not seen
 * wrote there in between; answer `same` when nothing differs and `conflict` otherwise.
 */
export type Apply = (operation: Operation, contested: boolean) => Step;

export interface Played {
	/** One more than before when anything changed. */
	readonly revision: number;
	readonly outcomes: readonly Outcome[];
	/** The places that changed, each with its last operation; what lay inside them is replaced with them. */
	readonly written: ReadonlyMap<string, Operation>;
	readonly runs: readonly RunRecord[];
}

interface Ledger {
	readonly revision: number;
	readonly writes: readonly KnownWrite[];
	readonly runs: readonly RunRecord[];
}

/** More at once is not a person typing. */
export const MOST_OPERATIONS = 500;

type Mark = Pick<KnownWrite, 'path' | 'revision' | 'run' | 'number' | 'personId'> & Partial<KnownWrite>;

/** `settled`: of the sender's own run, the number up to which every answer has arrived. */
export function playOperations(
	ledger: Ledger,
	message: {
		readonly sender: Sender;
		readonly run: string;
		readonly settled: number;
		readonly operations: readonly Operation[];
	},
	apply: Apply
): Played {
	const { sender } = message;
	const next = ledger.revision + 1;
	let marks: readonly Mark[] = ledger.writes;
	const records = new Map(ledger.runs.map((record) => [record.run, record]));
	const outcomes: Outcome[] = [];
	const written = new Map<string, Operation>();
	let changed = false;
	for (const operation of message.operations) {
		const { id, path, run, number } = operation;
		const record = records.get(run) ?? { run, settled: 0, applied: {} };
		const earlier = takenIn(record, operation, marks);
		if (earlier !== undefined) {
			outcomes.push({ id, path, kind: 'already', revision: earlier });
			continue;
		}
		const against = foreign(marks, operation, sender);
		const step = apply(operation, against !== undefined);
		switch (step.kind) {
			case 'conflict': {
				const other = against ?? latest(marks.filter((mark) => mark.path === (step.at ?? path)));
				const { theirs, yours = operation.value } = step;
				outcomes.push({ id, path, kind: 'conflict', theirs, yours, by: otherOf(other, sender) });
				continue;
			}
			case 'refused':
				outcomes.push({ id, path, kind: 'refused', problems: step.problems });
				continue;
			case 'applied':
				changed = true;
				marks = [
					...marks.filter((mark) => !lies(mark.path, path)),
					{ path, revision: next, run, number, personId: sender.personId }
				];
				for (const other of [...written.keys()]) if (lies(other, path)) written.delete(other);
				written.set(path, operation);
				break;
			case 'same':
		}
		const revision = changed ? next : ledger.revision;
		records.set(run, { ...record, applied: { ...record.applied, [number]: revision } });
		outcomes.push({ id, path, kind: 'applied', revision });
	}
	return {
		revision: changed ? next : ledger.revision,
		outcomes,
		written,
		runs: [...records.values()].map((record) =>
			record.run === message.run ? settledTo(record, message.settled) : record
		)
	};
}

/**
 * The revision in which the operation was taken; null: long ago, or a later one of its run was taken at the place,
 * whose words nobody has seen who knows only this one. Undefined: it is new.
 */
function takenIn(record: RunRecord, operation: Operation, marks: readonly Mark[]): number | null | undefined {
	if (operation.number <= record.settled) return null;
	const revision = record.applied[operation.number];
	if (revision !== undefined) return revision;
	// Only at the very place: a row that is moved keeps the words that were typed into it before.
	const replaced = marks.some(
		({ path, run, number }) => run === operation.run && number > operation.number && path === operation.path
	);
	return replaced ? null : undefined;
}

/** The last write there, or inside, that the writer has not seen. A write of a whole field covers all that is in it. */
function foreign(marks: readonly Mark[], operation: Operation, { personId }: Sender): Mark | undefined {
	const [field] = operation.path.split('/');
	return latest(
		marks.filter(
			(mark) =>
				mark.revision > operation.base &&
				(lies(mark.path, operation.path) || mark.path === field) &&
				!(mark.personId === personId && saw(operation, mark))
		)
	);
}

function latest(marks: readonly Mark[]): Mark | undefined {
	return [...marks].sort((a, b) => b.revision - a.revision)[0];
}

function otherOf(mark: Mark | undefined, sender: Sender): Other | undefined {
	if (mark?.at === undefined || mark.name === undefined) return undefined;
	const { name, at } = mark;
	if (mark.personId !== sender.personId) return { kind: 'person', name, at };
	const here = mark.device === undefined || mark.device === null || mark.device === sender.device;
	return { kind: here ? 'window' : 'device', name, at };
}

function settledTo(record: RunRecord, settled: number): RunRecord {
	if (settled <= record.settled) return record;
	const open = Object.entries(record.applied).filter(([number]) => Number(number) > settled);
	return { ...record, settled, applied: Object.fromEntries(open) };
}
