import { addressOf, languageOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { FindingRow } from './ports.ts';

/** Everybody who may rule is told that something waits. */
export async function mailTieFound(ctx: Context, tx: Tx, finding: FindingRow): Promise<void> {
	for (const { personId, name, email, locale } of await tx.ties.rulersOf(finding)) {
		const letter = ctx.app.letters.tieFound(
			{ name, council: finding.council, url: addressOf(ctx, `/quan-he/${finding.id}`, locale) },
			locale
		);
		await post(tx, { email, name, language: locale }, `tie-found:${finding.id}:${personId}`, letter);
	}
}

/** The person whose tie it is learns the ruling. */
export async function mailTieRuled(
	ctx: Context,
	tx: Tx,
	finding: FindingRow,
	ruled: { readonly excluded: boolean; readonly reason: string }
): Promise<void> {
	const person = await tx.identity.findPerson(finding.personId);
	if (person?.account === undefined || person.account.disabledAt !== null) return;
	const { account, fullName: name } = person;
	const language = languageOf(account.locale);
	const url = addressOf(ctx, `/loi-moi/${finding.invitationId}`, language);
	const letter = ctx.app.letters.tieRuled(
		{ name, organisation: finding.organisation, ...ruled, url },
		language
	);
	await post(tx, { email: account.email, name, language }, `tie-ruled:${finding.id}`, letter);
}
