import { readPaperQuestion } from '#lib/domain/papers/paper-question.ts';
import { codeOfHash, hashBeginOf } from '#lib/domain/shared/short-code.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { receiptOf } from './paper-of.ts';
import type { RecordKind, RecordRow } from './ports.ts';
import { receiptStanding } from './receipt-standing.ts';

/** `ended`: the dossier of a receipt was withdrawn or found invalid; which of them is its own people's to read. */
export type PaperStanding = 'issued' | 'in_force' | 'replaced' | 'ended';

/** What anybody may know of a paper that they hold: that it is genuine, and whether it still counts. */
export type PaperFinding = IssuedFinding | PrintFinding;

/** `byHash`: a hash was asked for, and not the code that stands on a paper. */
export interface PaperCheck {
	readonly byHash: boolean;
	readonly findings: readonly PaperFinding[];
}

interface IssuedFinding {
	readonly kind: RecordKind;
	readonly number: string;
	readonly issuedAt: Date;
	readonly standing: PaperStanding;
	/** Where everybody reads it; null: it is not public. */
	readonly publishedId: string | null;
}

/** A form that an applicant printed to sign it; what it is of is read on the dossier's page. */
interface PrintFinding {
	readonly kind: 'printed_form';
	readonly printedAt: Date;
	/** Printed before the form was complete. */
	readonly draft: boolean;
}

/**
 * The papers, receipts and printed forms that are meant; none where nothing like it was issued here. Nothing is told but
 * what stands above: neither whom a paper concerns nor what it says. Refuses `paper_code_wrong` where it is neither a code
 * nor a hash, or a code with a slip; `paper_elsewhere` {host} for the address of another portal; `paper_code_is_share` for
 * a part of the key of a sealed call.
 */
export async function checkPaper(ctx: Context, said: string): Promise<Result<PaperCheck>> {
	const asked = readPaperQuestion(said, new URL(ctx.app.config.origin).host);
	if (asked === undefined) return refuse('paper_code_wrong', { field: 'ma' });
	if ('share' in asked) return refuse('paper_code_is_share', { field: 'ma' });
	if ('elsewhere' in asked)
		return refuse('paper_elsewhere', { field: 'ma', params: { host: asked.elsewhere } });
	return ask(ctx, 'public.read', {}, async (read) => {
		const found =
			'code' in asked
				? (await read.paperChecks.byHashBegin(hashBeginOf(asked.code))).filter(
						({ hash }) => codeOfHash(hash) === asked.code
					)
				: await read.paperChecks.byHash(asked.hash);
		const print = 'code' in asked ? await read.prints.find(asked.code) : undefined;
		const findings: PaperFinding[] =
			print === undefined ? [] : [{ kind: 'printed_form', printedAt: print.printedAt, draft: print.draft }];
		for (const { id } of found) {
			const record = await read.records.find(id);
			if (record !== undefined && isMeant(record, asked)) findings.push(await findingOf(ctx, record));
		}
		return ok({ byHash: 'hash' in asked, findings });
	});
}

/** By the hash of a submission the receipt of that very submission is meant, not of an earlier one of the dossier. */
function isMeant(record: RecordRow, asked: { readonly code: string } | { readonly hash: string }): boolean {
	const receipt = receiptOf(record);
	if (receipt === undefined || 'code' in asked || asked.hash === record.hash) return true;
	return receipt.contentHash === asked.hash;
}

async function findingOf(ctx: Context, record: RecordRow): Promise<IssuedFinding> {
	const { kind, numberText, issuedAt, published, id } = record;
	return {
		kind,
		number: numberText ?? '',
		issuedAt,
		standing: await standingOf(ctx, record),
		publishedId: published ? id : null
	};
}

async function standingOf(ctx: Context, record: RecordRow): Promise<PaperStanding> {
	const receipt = receiptOf(record);
	if (receipt === undefined) return 'issued';
	switch (await receiptStanding(ctx, record, receipt)) {
		case 'in_force':
		case 'being_replaced':
			return 'in_force';
		case 'replaced':
			return 'replaced';
		default:
			return 'ended';
	}
}
