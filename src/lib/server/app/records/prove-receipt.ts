import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { proveInclusion } from '../cases/audit/prove-inclusion.ts';
import type { Context } from '../use-case.ts';
import { receiptOf } from './paper-of.ts';
import type { RecordRow } from './ports.ts';

/**
 * The proof that the submission of a receipt is in the public log, as a file that the witness script checks without a
 * network; whoever calls has read the receipt by `readRecord`. Refuses `not_found` where no log is published, `proof_of_receipt_only`, `proof_being_sealed`
 * until a checkpoint covers the entry, and `proof_erased` when its details are gone.
 */
export async function proveReceipt(
	{ app }: Context,
	record: Pick<RecordRow, 'content' | 'applicationId'>
): Promise<Result<string>> {
	if (app.checkpoints === undefined) return refuse('not_found');
	const receipt = receiptOf(record);
	if (receipt === undefined || record.applicationId === null) return refuse('proof_of_receipt_only');
	const entry = await app.db.read.audit.submissionEntry(record.applicationId, receipt.revision);
	if (entry === undefined) return refuse('not_found');
	const { text, seal, detail } = entry;
	if (detail === undefined) return refuse('proof_erased');
	const printed = receipt.checkpoint ?? null;
	const proof = seal && (await proveInclusion(app, seal.position, Number(printed?.size ?? 0)));
	if (proof === undefined) return refuse('proof_being_sealed');
	const { code, revision, contentHash, receivedAt } = receipt;
	return ok(
		`${JSON.stringify(
			{
				format: 'chuan.receipt-proof/1',
				code,
				revision,
				receivedAt,
				contentHash,
				entry: text,
				detail,
				seal: { position: String(seal?.position), previousHash: seal?.previousHash },
				proof: proof.text,
				since: printed === null || printed.size === '0' ? null : { ...printed, proof: proof.since },
				keys: proof.keys
			},
			null,
			'\t'
		)}\n`
	);
}
