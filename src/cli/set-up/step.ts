import type { App } from '../../lib/server/app/ports.ts';
import type { SetUpStep } from '../../lib/server/app/setup/ports.ts';
import type { Context } from '../../lib/server/app/use-case.ts';
import type { Settings } from '../settings.ts';
import type { Answers, Said } from './answers.ts';

/** What the steps of a set-up work on. */
export interface Ground {
	readonly app: App;
	readonly ctx: Context;
	readonly settings: Settings;
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** A step is done or not by what is found, not by what was run: broken off anywhere, the command goes on from there. */
export interface Step {
	readonly title: Said;
	/** What is found where the step is done; undefined where it is not. */
	done(ground: Ground): Promise<Said | undefined>;
	/** Ends with a reason that a person can mend. */
	run(ground: Ground, answers: Answers): Promise<void>;
}

export const same = (text: string): Said => ({ vi: text, en: text });

/** Whether a step was done with the settings of now. */
export async function doneWith({ app }: Ground, step: SetUpStep, mark: string): Promise<boolean> {
	const rows = await app.db.read.setUp.steps();
	return rows.find((row) => row.step === step)?.mark === mark;
}
