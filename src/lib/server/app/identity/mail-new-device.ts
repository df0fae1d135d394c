import { sessionKindOf } from '#lib/domain/access/session-terms.ts';
import { newDevice } from '../mail/letters/accounts.ts';
import { languageOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { AccountRow } from './ports.ts';

/** Whoever signs or administers is told of a sign-in from a browser that the account did not know; others are not. */
export async function mailNewDevice(
	ctx: Context,
	tx: Tx,
	account: AccountRow,
	deviceHash: string
): Promise<void> {
	const person = await tx.identity.loadPerson(account.id);
	if (person === undefined || sessionKindOf(person) !== 'signing') return;
	const { browser = '', system = '', network = '' } = ctx.browser ?? {};
	const at = await tx.clock.now();
	await tell(ctx, tx, {
		to: [{ email: account.email, name: person.name, locale: languageOf(account.locale) }],
		key: `new-device:${account.id}:${deviceHash}`,
		letter: newDevice({ browser, system, network, at, path: '/tai-khoan/phien' })
	});
}
