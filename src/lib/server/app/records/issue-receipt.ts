import { readSnapshot } from '#lib/domain/definitions/snapshot.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { dongToPlain } from '#lib/domain/shared/money.ts';
import type { PrintedCheckpoint } from '../cases/audit/printed-checkpoint.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { letterheadAt } from './letterhead.ts';
import type { RecordRow } from './ports.ts';

/**
 * The receipt of a submission (giấy tiếp nhận), from the revision and the application's row as they were just
 * written in this transaction.
 */
export async function issueReceipt(
	tx: Tx,
	ctx: Context,
	of: {
		readonly applicationId: string;
		readonly revisionId: string;
		/** What the dossier asks for: each file is named with what it answers. */
		readonly items: readonly { readonly key: string; readonly label: Localized }[];
		readonly callTitle: Localized;
		/** The receipt lies in the database: that of a sealed dossier names no file and no amount. */
		readonly sealed: boolean;
		/** The newest before the submission. */
		readonly checkpoint: PrintedCheckpoint | null;
	}
): Promise<RecordRow> {
	const application = await tx.applications.find(of.applicationId);
	const stored = await tx.applications.revision(of.revisionId);
	if (application === undefined || stored === undefined)
		throw new Error(`no revision ${of.revisionId} to receipt`);
	const read = readSnapshot(JSON.parse(new TextDecoder().decode(stored.bytes)));
	if (!read.ok) throw new Error(`revision ${of.revisionId}: ${read.refusal.code}`);
	const revision = read.value;
	const window = await tx.dossierWindows.ofApplication(application.id);
	const letterhead = await letterheadAt(tx, new Date(revision.submittedAt));
	return tx.records.issue(
		{
			kind: 'receipt',
			callId: application.callId,
			lotId: application.lotId,
			applicationId: application.id,
			organisationId: application.organisationId,
			issuedBy: actorId(ctx.actor),
			content: {
				format: 'chuan.receipt/1',
				code: revision.application.code,
				revision: revision.application.revision,
				receivedAt: revision.submittedAt,
				closesAt: revision.call.closesAt,
				...(window === undefined
					? {}
					: { window: { until: window.closesAt.toISOString(), decision: window.decision.number } }),
				title: application.title,
				call: {
					code: revision.call.code,
					title: revision.call.title,
					...(of.callTitle.en === undefined ? {} : { english: of.callTitle.en })
				},
				lot: { code: revision.lot.code, title: revision.lot.title },
				organisation: {
					name: revision.organisation['name'] ?? '',
					taxCode: revision.organisation['taxCode'] ?? ''
				},
				submitter: { name: revision.declaration.name },
				requested: application.requested === null ? null : dongToPlain(application.requested),
				own: application.own === null ? null : dongToPlain(application.own),
				...(of.sealed ? { sealed: sealedFiles(revision.files) } : {}),
				documents: (of.sealed ? [] : revision.files).map(({ item, name, size, sha256 }) => {
					const label = of.items.find(({ key }) => key === item)?.label;
					return { item, ...(label === undefined ? {} : { label: { ...label } }), name, size, sha256 };
				}),
				contentHash: stored.hash,
				letterhead: { ...letterhead },
				checkpoint: of.checkpoint === null ? null : { ...of.checkpoint },
				lastOperation:
					stored.lastOperationId === null || stored.lastOperationAt === null
						? null
						: { id: stored.lastOperationId, at: stored.lastOperationAt.toISOString() }
			}
		},
		letterhead.letters
	);
}

function sealedFiles(files: readonly { readonly size: string }[]): { files: number; size: string } {
	return { files: files.length, size: String(files.reduce((sum, { size }) => sum + BigInt(size), 0n)) };
}
