import { ok } from '#lib/domain/shared/result.ts';
import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import type { App } from '../ports.ts';
import type { Context } from '../use-case.ts';
import { systemContext } from '../system-context.ts';
import { transact } from '../use-case.ts';
import { openSealedObject } from '../steps/uploads/sealed-bytes.ts';
import { mailInfected } from './mail-infected.ts';
import type { DocumentRow } from './ports.ts';

const AT_ONCE = 5;

/**
 * Hands documents that wait to the scanner. A scanner that is down leaves them waiting: nothing becomes clean by
 * default. Two workers may scan one file; the first to say so decides, both would say the same. Gives how many were decided.
 */
export async function scanDocuments(app: App): Promise<number> {
	if (!app.config.scannerConfigured) return 0;
	const ctx = systemContext(app);
	let decided = 0;
	for (const document of await app.db.read.uploads.pendingDocuments(AT_ONCE)) {
		if (await scanOne(ctx, document)) decided += 1;
	}
	return decided;
}

async function scanOne(ctx: Context, document: DocumentRow): Promise<boolean> {
	const { store, scanner } = ctx.app;
	const object =
		document.sealedBytes === null
			? await store.get(document.objectKey)
			: await openSealedObject(ctx.app, document, undefined);
	if (!object.ok) return false;
	const outcome = await scanner.scan(object.value.body);
	if (outcome.verdict !== 'clean' && outcome.verdict !== 'infected') return false;
	const signature = outcome.verdict === 'infected' ? outcome.signature : '';
	const { verdict } = outcome;
	const kept = await transact(
		ctx,
		'scan_document',
		{ type: 'document', id: document.id },
		async ({ tx, note }) => {
			note({ before: { verdict: document.verdict }, after: { verdict, signature } });
			const mine = await tx.uploads.setVerdict(document.id, verdict, signature);
			if (mine && verdict === 'infected') {
				await tx.timeline.append({
					applicationId: document.applicationId,
					kind: 'document_infected',
					audience: document.itemKey === SURVEY_ITEM ? 'office' : 'applicant',
					params: { file: saidName(document) }
				});
				await mailInfected(ctx, tx, { ...document, fileName: saidName(document) });
			}
			return ok(mine);
		}
	);
	return kept.ok && kept.value;
}

/** The timeline and the letter lie in the database: they say the item of a sealed dossier, not the name of its file. */
function saidName(document: DocumentRow): string {
	return document.sealedBytes === null ? document.fileName : document.itemKey;
}
