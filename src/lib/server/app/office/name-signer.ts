import { delegationProblems } from '#lib/domain/office/paper-signer.ts';
import type { PaperSigner, SignedPaper, SigningManner } from '#lib/domain/office/paper-signer.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import type { Repositories } from '../ports.ts';
import { actorId, ask, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { mayFollow, rowInput } from './row-input.ts';

export interface TypedSigner {
	readonly paper: SignedPaper;
	readonly manner: SigningManner;
	readonly title: string;
	readonly fullName: string;
	readonly documentNo: string;
	readonly documentOn: string;
	readonly lastDay: string;
	readonly startsOn: string;
}

type SignerToBe = PaperSigner & { readonly startsOn: CalendarDate };

async function signerRow(
	read: Pick<Repositories, 'clock' | 'office'>,
	input: TypedSigner
): Promise<Result<{ readonly signer: SignerToBe; readonly before: PaperSigner | undefined }>> {
	const typed = { title: input.title, fullName: input.fullName };
	const row = rowInput(typed, input.startsOn);
	const causes: Refusal[] = row.ok ? [] : [...(row.refusal.causes ?? [])];
	const dayOf = (field: 'documentOn' | 'lastDay'): CalendarDate | null => {
		if (input[field].trim() === '') return null;
		const day = parseCalendarDate(input[field], field);
		if (day.ok) return day.value;
		causes.push(day.refusal);
		return null;
	};
	const { paper, manner } = input;
	const how = {
		manner,
		documentNo: collapse(input.documentNo),
		documentOn: dayOf('documentOn'),
		lastDay: dayOf('lastDay')
	};
	const named = new Set(causes.map(({ field }) => field));
	const startsOn = row.ok ? row.value.startsOn : parsedOr(input.startsOn);
	if (startsOn !== undefined)
		causes.push(...delegationProblems(how, startsOn).filter(({ field }) => !named.has(field)));
	if (!row.ok || causes.length > 0) return refuse('office_row_wrong', { causes });
	const rows = (await read.office.signers()).filter((one) => one.paper === paper);
	const may = await mayFollow(read, row.value.startsOn, rows);
	if (!may.ok) return may;
	const signer = { paper, ...how, ...row.value.words, startsOn: row.value.startsOn };
	return ok({ signer, before: rows.at(-1) });
}

function parsedOr(typed: string): CalendarDate | undefined {
	const day = parseCalendarDate(typed);
	return day.ok ? day.value : undefined;
}

/** Who would sign, and from when, for the question before. Refuses as `nameSigner`. */
export async function trySigner(ctx: Context, input: TypedSigner): Promise<Result<SignerToBe>> {
	return ask(ctx, 'office.manage', {}, async (read) => {
		const row = await signerRow(read, input);
		return row.ok ? ok(row.value.signer) : row;
	});
}

/**
 * Who signs a kind of papers from a day on, and how; papers of earlier days keep their signer. Refuses as `rowInput`,
 * `delegationProblems` and `mayBegin`, `not_found`.
 */
export async function nameSigner(ctx: Context, input: TypedSigner): Promise<Result<true>> {
	const about = { type: 'paper_signer', id: '' } as const;
	return transact(ctx, 'name_paper_signer', about, async ({ tx, permit, note }) => {
		const allowed = permit('office.manage');
		if (!allowed.ok) return allowed;
		const row = await signerRow(tx, input);
		if (!row.ok) return row;
		const id = ctx.app.ids.v7();
		const { signer, before } = row.value;
		await tx.office.addSigner({ id, ...signer, by: actorId(ctx.actor) || null });
		note({ objectId: id, ...(before === undefined ? {} : { before }), after: signer });
		return ok(true);
	});
}
