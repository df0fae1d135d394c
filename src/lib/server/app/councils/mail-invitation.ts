import type { Localized } from '#lib/domain/shared/localized.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { MemberRow } from './ports.ts';

/** Tells a member of a seated council what to do first: sign, declare, then read. */
export async function mailInvitation(
	tx: Tx,
	ctx: Context,
	member: MemberRow,
	council: { readonly id: string; readonly name: string; readonly callTitle: Localized }
): Promise<void> {
	if (member.email === '') return;
	const { locale } = member;
	const link = `${ctx.app.config.origin}${locale === 'en' ? '/en' : ''}/hoi-dong/${council.id}`;
	const call = locale === 'en' ? (council.callTitle.en ?? council.callTitle.vi) : council.callTitle.vi;
	await tx.mail.enqueue({
		// A member who left and came back is invited again.
		idempotencyKey: `council-invitation:${member.memberId}:${String(member.appointedAt.getTime())}`,
		recipient: member.email,
		subject: m.office_mail_invitation_subject({ council: council.name }, { locale }),
		body: m.office_mail_invitation_body({ name: member.name, council: council.name, call, link }, { locale })
	});
}
