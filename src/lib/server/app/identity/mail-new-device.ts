import { sessionKindOf } from '#lib/domain/access/session-terms.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { deviceWords, networkWords } from '#lib/i18n/device-words.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import { addressOf, languageOf, post } from './links.ts';
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
	const language = languageOf(account.locale);
	const { browser = '', system = '', network = '' } = ctx.browser ?? {};
	const letter = ctx.app.letters.newDevice(
		{
			name: person.name,
			device: deviceWords({ browser, system }, language),
			network: networkWords(network, language),
			at: formatDateTime(await tx.clock.now(), language),
			url: addressOf(ctx, '/tai-khoan/phien', language)
		},
		language
	);
	await post(
		tx,
		{ email: account.email, name: person.name, language },
		`new-device:${account.id}:${deviceHash}`,
		letter
	);
}
