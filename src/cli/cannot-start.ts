import { BackupRefused } from '../lib/server/backup/refused.ts';

/**
 * A reason not to start that a person can mend: one line in each language, saying what to change.
 * Shown without a stack; anything else that is thrown is a bug and keeps its stack.
 */
export class CannotStart extends Error {
	readonly vi: string;
	readonly en: string;

	constructor(vi: string, en: string, cause?: unknown) {
		super(en, { cause });
		this.name = 'CannotStart';
		this.vi = vi;
		this.en = en;
	}
}

/** The text of whatever was thrown, on one line. */
export function reasonOf(thrown: unknown): string {
	if (thrown instanceof AggregateError && thrown.errors.length > 0) return reasonOf(thrown.errors[0]);
	const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
	return text.replace(/\s+/g, ' ').trim();
}

/** Prints why a command does not do what it was asked: two lines for what a person can mend, all of it for a bug. */
export function sayThrown(thrown: unknown): void {
	if (thrown instanceof CannotStart || thrown instanceof BackupRefused) {
		console.error(`\n✖ ${thrown.vi}\n✖ ${thrown.en}`);
	} else {
		console.error(thrown);
	}
}

/** Prints why a command ends, and ends it with code 1. */
export function endWith(thrown: unknown): never {
	sayThrown(thrown);
	process.exit(1);
}
