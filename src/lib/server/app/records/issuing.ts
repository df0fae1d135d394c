import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { Signature } from '#lib/domain/papers/paper.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { Tx } from '../ports.ts';
import { letterheadAt } from './letterhead.ts';
import { signatureAt } from './signing.ts';

/** As which office a result is issued, and when. */
export interface Issuing {
	readonly letterhead: Letterhead;
	/** What the unit that proposes the money is called. */
	readonly finance: string;
	/** Who signs the decision, and the letters. */
	readonly signing: { readonly decision: Signature; readonly letter: Signature };
	readonly at: Date;
}

/** The key of that unit, as definitions have it. */
export const FINANCE_UNIT = 'khtc';

export async function issuingOf(tx: Tx, at: Date): Promise<Issuing> {
	const letterhead = await letterheadAt(tx, at);
	const finance = await tx.office.unitNameOn(FINANCE_UNIT, vietnamDateOf(at));
	if (finance === undefined) throw new Error(`no name of the unit ${FINANCE_UNIT}`);
	const signing = {
		decision: await signatureAt(tx, 'decision', at),
		letter: await signatureAt(tx, 'result_letter', at)
	};
	return { letterhead, finance, signing, at };
}
