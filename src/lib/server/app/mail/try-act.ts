import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import type { PreviewedLetter, TriedLetter } from './letter-ports.ts';

/** Ends the trial: nothing of it is kept. */
class Tried extends Error {}

/** What an act would come to as things stand. */
export interface TriedAct {
	/** One of each kind, with how many of that kind there are and how many people would get one. */
	readonly letters: readonly PreviewedLetter[];
	/** Why it would be refused; it sends nothing then. */
	readonly refusal?: Refusal;
}

/** Tries an act in a transaction that is rolled back. A refused attempt is told of in the audit log as any other. */
export async function tryAct<T>(ctx: Context, act: (ctx: Context) => Promise<Result<T>>): Promise<TriedAct> {
	const { db } = ctx.app;
	// By key: an act that issues papers is run twice.
	const letters = new Map<string, TriedLetter>();
	let refused = false;
	const trial: Context['app']['db'] = {
		...db,
		transaction: (run) =>
			refused
				? db.transaction(run)
				: db.transaction(async (tx) => {
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
		const tried = await act({
			...ctx,
			app: { ...ctx.app, db: trial },
			preview: (letter) => letters.set(letter.key, letter)
		});
		if (!tried.ok) return { letters: [], refusal: tried.refusal };
	} catch (error) {
		if (!(error instanceof Tried)) throw error;
	}
	return { letters: oneOfEachKind([...letters.values()]) };
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
