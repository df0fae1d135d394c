import { ok } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import { systemContext } from '../system-context.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { PaperRow } from './standing-ports.ts';

const AT_ONCE = 5;

/** Hands papers of organisations that wait to the scanner, as documents are. Gives how many were decided. */
export async function scanPapers(app: App): Promise<number> {
	if (!app.config.scannerConfigured) return 0;
	const ctx = systemContext(app);
	let decided = 0;
	for (const paper of await app.db.read.standings.pendingPapers(AT_ONCE)) {
		if (await scanOne(ctx, paper)) decided += 1;
	}
	return decided;
}

async function scanOne(ctx: Context, { id, objectKey, verdict: before }: PaperRow): Promise<boolean> {
	const object = await ctx.app.store.get(objectKey);
	if (!object.ok) return false;
	const outcome = await ctx.app.scanner.scan(object.value.body);
	const { verdict } = outcome;
	if (verdict !== 'clean' && verdict !== 'infected') return false;
	const signature = outcome.verdict === 'infected' ? outcome.signature : '';
	const about: AuditedObject = { type: 'organisation_paper', id };
	const kept = await transact(ctx, 'scan_organisation_paper', about, async ({ tx, note }) => {
		note({ before: { verdict: before }, after: { verdict, signature } });
		return ok(await tx.standings.setPaperVerdict(id, verdict, signature));
	});
	return kept.ok && kept.value;
}
