import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { addressOf, languageOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from './ports.ts';

/** Tells whoever brought the file that it is infected; its bytes are on their way out. */
export async function mailInfected(ctx: Context, tx: Tx, document: DocumentRow): Promise<void> {
	const person = await tx.identity.findPerson(document.uploadedBy);
	if (person?.account === undefined) return;
	const language = languageOf(person.account.locale);
	const { id, applicationId, itemKey, fileName } = document;
	const path =
		itemKey === SURVEY_ITEM
			? `/van-phong/ho-so/${applicationId}/khao-sat`
			: `/ho-so/${applicationId}/tai-lieu`;
	const letter = ctx.app.letters.infectedFile(
		{ name: person.fullName, file: fileName, url: addressOf(ctx, path, language) },
		language
	);
	const to = { email: person.account.email, name: person.fullName, language };
	await post(tx, to, `infected:${id}`, letter, applicationId);
}
