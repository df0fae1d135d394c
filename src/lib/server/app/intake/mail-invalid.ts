import type { Localized } from '#lib/domain/shared/localized.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { addressOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';

/** Each representative is told, in the language they read: the reason, then what is wrong with each item. */
export async function mailInvalid(
	ctx: Context,
	tx: Tx,
	application: {
		readonly id: string;
		readonly organisationId: string;
		readonly code: string;
		readonly version: number;
	},
	callTitle: Localized,
	reasons: readonly string[]
): Promise<void> {
	for (const { email, name, locale } of await tx.intake.contacts(application.organisationId)) {
		const letter = ctx.app.letters.invalidApplication(
			{
				name,
				code: application.code,
				call: localizedText(callTitle, locale),
				reasons,
				url: addressOf(ctx, `/ho-so/${application.id}`, locale)
			},
			locale
		);
		const key = `invalid:${application.id}:${String(application.version)}:${email}`;
		await post(tx, { email, name, language: locale }, key, letter);
	}
}
