import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import type { PreviewedLetter, TriedLetter } from './letter-ports.ts';

/** Ends the trial: nothing of it is kept. */
class Tried extends Error {}

/**
 * The letters that an act would send as things stand: one of each kind, with how many of that kind there are and how
 * many people would get one. The act is tried in a transaction that is rolled back; one that would be refused sends none.
 */
export async function previewLetters<T>(
	ctx: Context,
	act: (ctx: Context) => Promise<Result<T>>
): Promise<readonly PreviewedLetter[]> {
	const { db } = ctx.app;
	// By key: an act that issues papers is run twice.
	const letters = new Map<string, TriedLetter>();
	let refused = false;
	const trial: Context['app']['db'] = {
		...db,
		transaction: (run) =>
			db.transaction(async (tx) => {
				try {
					await run(tx);
				} catch (error) {
					refused = true;
					throw error;
				}
				throw new Tried();
			})
	};
	try {
		await act({
			...ctx,
			app: { ...ctx.app, db: trial },
			preview: (letter) => letters.set(letter.key, letter)
		});
	} catch (error) {
		if (!(error instanceof Tried)) throw error;
	}
	return refused ? [] : oneOfEachKind([...letters.values()]);
}

function oneOfEachKind(letters: readonly TriedLetter[]): readonly PreviewedLetter[] {
	return [...Map.groupBy(letters, ({ kind }) => kind).values()].flatMap((alike) =>
		alike.slice(0, 1).map(({ subject, text }) => ({
			subject,
			text,
			letters: alike.length,
			people: new Set(alike.flatMap(({ to }) => to)).size
		}))
	);
}
