import type { ReceiptContent } from '#lib/contracts/records/receipt-content.ts';
import { copyStanding } from '#lib/domain/workflow/copy-standing.ts';
import type { CopyStanding } from '#lib/domain/workflow/copy-standing.ts';
import type { Context } from '../use-case.ts';
import type { RecordRow } from './ports.ts';

/** What the dossier of a receipt is worth now; whoever calls has read the receipt by `readRecord`. */
export async function receiptStanding(
	{ app }: Context,
	{ applicationId }: Pick<RecordRow, 'applicationId'>,
	{ contentHash }: Pick<ReceiptContent, 'contentHash'>
): Promise<CopyStanding | null> {
	const { applications } = app.db.read;
	const application = applicationId === null ? undefined : await applications.find(applicationId);
	if (application === undefined) return null;
	const all = await applications.revisions(application.id);
	const newest = all.find(({ id }) => id === application.revisionId)?.hash === contentHash;
	return copyStanding(application, newest);
}
