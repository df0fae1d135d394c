import { readMark } from '#lib/domain/prints/print-code.ts';
import { isShortCode, hashBeginOf, codeOfHash, typedShortCode } from '#lib/domain/shared/short-code.ts';
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

const SHA256 = /^[0-9a-f]{64}$/;
/** What the QR code of a receipt says: the code of the dossier and the hash of what was submitted. */
const RECEIPT = /^\S+ SHA-256 ([0-9a-f]{64})$/;

/** What is asked: a code, a hash, the words of a receipt's QR code, or the address that a paper's QR code holds. */
function readQuestion(said: string): { readonly code: string } | { readonly hash: string } | undefined {
	const text = said.trim();
	const hash = RECEIPT.exec(text)?.[1] ?? text.toLowerCase();
	if (SHA256.test(hash)) return { hash };
	const inAddress = /[?&]ma=([0-9A-Za-z]{15})(?:[&#]|$)/.exec(text)?.[1];
	const code = readMark(text)?.code ?? inAddress?.toUpperCase() ?? typedShortCode(text);
	return code !== undefined && isShortCode(code) ? { code } : undefined;
}

/**
 * The papers, receipts and printed forms that are meant; none where nothing like it was issued here. Nothing is told but what stands
 * above: neither whom a paper concerns nor what it says. Refuses `paper_code_wrong` where it is neither a code nor a
 * hash, or a code with a slip.
 */
export async function checkPaper(ctx: Context, said: string): Promise<Result<readonly PaperFinding[]>> {
	const asked = readQuestion(said);
	if (asked === undefined) return refuse('paper_code_wrong', { field: 'ma' });
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
		return ok(findings);
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
