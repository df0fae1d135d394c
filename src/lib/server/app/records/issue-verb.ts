import type { VerbName } from '#lib/domain/generated/names.ts';
import { can } from '#lib/domain/access/policy.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context, Verb } from '../use-case.ts';
import type { RecordRow } from './ports.ts';

/** Ends a rehearsal: nothing of it is kept. */
class Rehearsed extends Error {}

/** What a rehearsal wrote on paper, and when. */
interface Rehearsal {
	readonly at: Date;
	readonly papers: readonly RecordRow[];
}

/**
 * Runs a verb that issues papers. It is rehearsed in a transaction that is rolled back, and what it issued is typeset
 * for trial while nothing is locked; then it runs, at the time of the rehearsal, and must issue the same papers: what
 * is frozen and numbered has been seen to print. Refuses as `transact`, and `paper_cannot_print` {paper, text},
 * `stale_version` when what the papers say has changed meanwhile.
 */
export async function issueVerb<T>(
	ctx: Context,
	verb: VerbName,
	object: AuditedObject,
	run: (verb: Verb) => Promise<Result<T>>
): Promise<Result<T>> {
	// Only its letters are asked for: nothing of it is printed.
	if (ctx.preview !== undefined) return transact(ctx, verb, object, run);
	const rehearsal = await rehearse(ctx, run);
	for (const paper of rehearsal.papers) {
		const trial = await ctx.app.typesetting.paper(paper);
		if (!trial.ok) return transact(ctx, verb, object, () => Promise.resolve(trial));
	}
	return transact(ctx, verb, object, async (given) => {
		const issued: RecordRow[] = [];
		const day = vietnamDateOf(await given.tx.clock.now());
		const done = await run({ ...given, tx: watched(given.tx, rehearsal.at, issued) });
		if (!done.ok) return done;
		const same = day === vietnamDateOf(rehearsal.at) && saidBy(issued) === saidBy(rehearsal.papers);
		return same ? done : refuse('stale_version');
	});
}

/** A verb that refuses has issued nothing that counts: it refuses again when it runs, and that is audited. */
async function rehearse<T>(ctx: Context, run: (verb: Verb) => Promise<Result<T>>): Promise<Rehearsal> {
	const papers: RecordRow[] = [];
	let at = new Date(0);
	const permit: Verb['permit'] = (action, subject) => {
		const permission = can(ctx.actor, action, subject);
		return permission.ok ? ok(true) : permission;
	};
	try {
		await ctx.app.db.transaction(async (tx) => {
			at = await tx.clock.now();
			const decide: Verb['decide'] = () => Promise.resolve(ok(true));
			await run({
				tx: watched(tx, at, papers),
				permit,
				decide,
				already: () => undefined,
				note: () => undefined
			});
			throw new Rehearsed();
		});
	} catch (error) {
		if (!(error instanceof Rehearsed) && ctx.app.db.refusalOf(error) === undefined) throw error;
	}
	return { at, papers };
}

/** The repositories with the time of the rehearsal, and an eye on the records that are issued. */
function watched(tx: Tx, at: Date, issued: RecordRow[]): Tx {
	return {
		...tx,
		clock: { ...tx.clock, now: () => Promise.resolve(at) },
		records: {
			...tx.records,
			async issue(record, issuer) {
				const row = await tx.records.issue(record, issuer);
				issued.push(row);
				return row;
			}
		}
	};
}

function saidBy(papers: readonly RecordRow[]): string {
	return papers.map(({ kind, numberText, hash }) => `${kind} ${numberText ?? ''} ${hash}`).join('\n');
}
