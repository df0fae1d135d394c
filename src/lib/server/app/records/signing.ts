import { signatureOf, signerFor, UNNAMED_CHIEF } from '#lib/domain/office/paper-signer.ts';
import type { SignedPaper } from '#lib/domain/office/paper-signer.ts';
import type { Signature } from '#lib/domain/papers/paper.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { Repositories } from '../ports.ts';

/** The block of whoever signs a paper of that instant; while nobody is named, `unnamed`. */
export async function signatureAt(
	tx: Pick<Repositories, 'office'>,
	paper: SignedPaper,
	at: Date,
	unnamed: Signature = UNNAMED_CHIEF
): Promise<Signature> {
	const signer = signerFor(await tx.office.signers(), paper, vietnamDateOf(at));
	return signer === undefined ? unnamed : signatureOf(signer);
}
