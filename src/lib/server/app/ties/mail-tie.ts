import { addressOf, languageOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { FindingRow } from './ports.ts';

/**
 * Everybody who may rule is told that something waits. Where nobody may, as with the only director's own tie, the
 * administrators are told whom to appoint.
 */
export async function mailTieFound(ctx: Context, tx: Tx, finding: FindingRow): Promise<void> {
	const rulers = await tx.ties.rulersOf(finding);
	if (rulers.length === 0) await mailRulerMissing(ctx, tx, finding);
	for (const { personId, name, email, locale } of rulers) {
		const letter = ctx.app.letters.tieFound(
			{ name, council: finding.council, url: addressOf(ctx, `/quan-he/${finding.id}`, locale) },
			locale
		);
		await post(tx, { email, name, language: locale }, `tie-found:${finding.id}:${personId}`, letter);
	}
}

async function mailRulerMissing(ctx: Context, tx: Tx, finding: FindingRow): Promise<void> {
	for (const personId of await tx.identity.administrators()) {
		const person = await tx.identity.findPerson(personId);
		if (person?.account === undefined || personId === finding.personId) continue;
		const { account, fullName: name } = person;
		const language = languageOf(account.locale);
		const letter = ctx.app.letters.tieRulerMissing(
			{ name, person: finding.person, url: addressOf(ctx, '/quan-tri/nguoi-dung', language) },
			language
		);
		const key = `tie-ruler-missing:${finding.id}:${personId}`;
		await post(tx, { email: account.email, name, language }, key, letter);
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
