import {
	councilDissolved,
	councilInvitation,
	interestRuled,
	rulingWaits,
	sessionPlanned
} from '../mail/letters/councils.ts';
import type { Reader } from '../mail/letter.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { CouncilRecord } from '../cases/councils/council-standing.ts';
import type { CouncilLotRow, CouncilRow, DeclarationRow, MemberRow } from './ports.ts';

/** Members without an account get no mail. */
function reached(members: readonly MemberRow[]): readonly Reader[] {
	return members.filter(({ email }) => email !== '');
}

/** Tells a member of a seated council what to do first: sign, declare, then read. */
export async function mailInvitation(
	tx: Tx,
	ctx: Context,
	member: MemberRow,
	council: { readonly id: string; readonly name: string }
): Promise<void> {
	await tell(ctx, tx, {
		to: reached([member]),
		// A member who left and came back is invited again.
		key: `council-invitation:${member.memberId}:${String(member.appointedAt.getTime())}`,
		letter: councilInvitation({
			council: council.name,
			role: member.role,
			path: `/hoi-dong/${council.id}`
		})
	});
}

/** Tells those who come when and where the council meets. */
export async function mailSession(
	ctx: Context,
	tx: Tx,
	council: CouncilRow,
	lot: CouncilLotRow,
	plan: { readonly scheduledAt: Date; readonly place: string; readonly version: number },
	members: readonly MemberRow[]
): Promise<void> {
	await tell(ctx, tx, {
		to: reached(members),
		key: `session-plan:${lot.lotId}:${council.id}:${String(plan.version)}`,
		letter: sessionPlanned({
			council: council.name,
			code: lot.code,
			title: lot.title,
			at: plan.scheduledAt,
			place: plan.place,
			path: `/hoi-dong/${council.id}`
		})
	});
}

/** Tells who rules that a member has declared an interest that was not known. */
export async function mailRuler(
	ctx: Context,
	tx: Tx,
	record: CouncilRecord,
	member: MemberRow,
	declared: readonly Pick<DeclarationRow, 'id'>[]
): Promise<void> {
	const ruling = member.role === 'chair' ? 'vice_chair' : 'chair';
	const [first] = declared;
	if (first === undefined) return;
	const { id, name: council } = record.council;
	await tell(ctx, tx, {
		to: reached(record.members.filter(({ role }) => role === ruling).slice(0, 1)),
		key: `ruling-waits:${first.id}`,
		letter: rulingWaits({ council, member: member.name, count: declared.length, path: `/hoi-dong/${id}` })
	});
}

/** Tells a member what was ruled on a declaration of theirs; the dossier is named by its code alone. */
export async function mailRuled(
	ctx: Context,
	tx: Tx,
	record: CouncilRecord,
	ruled: {
		readonly declarationId: string;
		readonly member: MemberRow;
		readonly ruler: MemberRow;
		readonly applicationId: string;
		readonly ruling: 'allowed' | 'barred';
		readonly reason: string;
		readonly at: Date;
	}
): Promise<void> {
	const { declarationId, member, ruler, applicationId, ruling, reason, at } = ruled;
	const { id, name: council } = record.council;
	const code = record.cases.find((one) => one.applicationId === applicationId)?.code ?? '';
	await tell(ctx, tx, {
		to: reached([member]),
		key: `interest-ruled:${declarationId}:${String(at.getTime())}`,
		letter: interestRuled({ council, code, by: ruler.role, ruling, reason, path: `/hoi-dong/${id}` }),
		applicationId
	});
}

export async function mailDissolved(
	ctx: Context,
	tx: Tx,
	{ id, name }: CouncilRow,
	members: readonly MemberRow[],
	reason: string
): Promise<void> {
	await tell(ctx, tx, {
		to: reached(members),
		key: `council-dissolved:${id}`,
		letter: councilDissolved({ council: name, reason })
	});
}
