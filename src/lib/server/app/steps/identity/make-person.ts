import { accountMade } from '../../mail/letters/accounts.ts';
import { languageOf } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import { INVITATION_DAYS, makeLink } from './links.ts';

/** A person with an account that waits for its password; the letter goes out with the change. */
export async function makePerson(
	ctx: Context,
	tx: Tx,
	row: {
		readonly fullName: string;
		readonly title: string;
		readonly phone: string;
		readonly employerId: string | null;
		readonly employerText: string;
		readonly email: string;
		readonly invitedBy: string;
		readonly organisation?: string;
	}
): Promise<string> {
	const personId = ctx.app.ids.v7();
	const accountId = ctx.app.ids.v7();
	const { fullName, title, phone, employerId, employerText, email } = row;
	await tx.identity.createPerson({ id: personId, fullName, title, phone, employerId, employerText });
	await tx.identity.createAccount({
		id: accountId,
		personId,
		email,
		passwordHash: '',
		verified: false,
		locale: ctx.locale,
		demonstration: false
	});
	await sendInvitation(ctx, tx, { accountId, email, fullName, locale: ctx.locale }, row);
	return personId;
}

/** The link that lets an invited person choose a password. */
export async function sendInvitation(
	ctx: Context,
	tx: Tx,
	account: {
		readonly accountId: string;
		readonly email: string;
		readonly fullName: string;
		readonly locale: string;
	},
	from: { readonly invitedBy: string; readonly organisation?: string }
): Promise<void> {
	const path = await makeLink(ctx, tx, {
		accountId: account.accountId,
		purpose: 'set_password',
		lifetimeSeconds: INVITATION_DAYS * 86_400
	});
	const { invitedBy: by, organisation } = from;
	// A member of an organisation typed the name, who may be anybody.
	const name = organisation === undefined ? account.fullName : '';
	await tell(ctx, tx, {
		to: [{ email: account.email, name, locale: languageOf(account.locale) }],
		key: `invite:${ctx.app.ids.sha256(path)}`,
		letter: accountMade({ by, organisation, path, validDays: INVITATION_DAYS })
	});
}
