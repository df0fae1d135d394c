import { readShare, sharesToOpen } from '#lib/domain/intake/opening-key.ts';
import type { HandedShare } from '#lib/domain/intake/opening-key.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../../applications/ports.ts';
import type { CallRow } from '../../calls/ports.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';

/**
 * Opens the sealed dossiers of a call by two shares of its key, in the transaction of its opening: all of them or
 * none. Gives whose shares they were; nobody's where the call has no key. Refusals: those of `sharesToOpen`,
 * `shares_do_not_open`, `dossier_does_not_open` {code}.
 */
export async function openSealed(
	ctx: Context,
	tx: Tx,
	of: {
		readonly call: Pick<CallRow, 'id' | 'code'>;
		readonly dossiers: readonly ApplicationRow[];
		readonly shares: readonly string[];
	}
): Promise<Result<readonly string[]>> {
	const { call, dossiers } = of;
	const { sealing, ids } = ctx.app;
	const key = await tx.sealing.openingKey(call.id);
	if (key === undefined) return ok([]);
	const fields = of.shares.map((typed) => ({ typed, handed: handed(typed, ids.sha256) }));
	const names = sharesToOpen({ callCode: call.code, holders: key.holders }, fields);
	if (!names.ok) return names;
	const secrets = fields.flatMap(({ handed: one }) => (one === undefined ? [] : [bytesOf(one.share.secret)]));
	const secret = await sealing.joinShares(key.recipient, secrets);
	if (!secret.ok) return secret;
	for (const { id, code, revisionId } of dossiers) {
		const broken = refuse('dossier_does_not_open', { params: { code: code ?? '' } });
		const forOpening = revisionId === null ? undefined : await tx.sealing.keyForOpening(revisionId);
		if (forOpening === undefined || revisionId === null) return broken;
		const own = await sealing.openRevisionKey(secret.value, forOpening);
		if (!own.ok) return broken;
		if (!(await tx.sealing.open({ applicationId: id, revisionId }, own.value))) return broken;
	}
	return names;
}

function bytesOf(secret: string): Uint8Array {
	return new Uint8Array(Buffer.from(secret, 'base64url'));
}

function handed(typed: string, sha256: (bytes: Uint8Array) => string): HandedShare | undefined {
	const share = readShare(typed);
	return share === undefined ? undefined : { share, mark: sha256(bytesOf(share.secret)) };
}
