import { m } from '#lib/i18n/paraglide/messages.js';
import { addressOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { MemberRow } from './ports.ts';

/** Tells a member of a seated council what to do first: sign, declare, then read. */
export async function mailInvitation(
	tx: Tx,
	ctx: Context,
	member: MemberRow,
	council: { readonly id: string; readonly name: string }
): Promise<void> {
	if (member.email === '') return;
	const { locale, name, memberId, role } = member;
	const letter = ctx.app.letters.councilInvitation(
		{
			name,
			council: council.name,
			role: m.office_role({ role }, { locale }),
			url: addressOf(ctx, `/hoi-dong/${council.id}`, locale)
		},
		locale
	);
	// A member who left and came back is invited again.
	const key = `council-invitation:${memberId}:${String(member.appointedAt.getTime())}`;
	await post(tx, { email: member.email, name, language: locale }, key, letter);
}
