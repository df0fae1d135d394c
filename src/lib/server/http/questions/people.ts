import type { Question } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isConfirmed } from '../ask-first.ts';

type Fields = Readonly<Record<string, string>>;

/** What giving a staff role is asked. */
export function questionOfGrant(
	about: { readonly role: string; readonly name: string; readonly scope: string },
	fields: Fields
): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.admin_question_grant({ role: about.role, name: about.name }),
		follows: [m.admin_question_grant_scope({ scope: about.scope }), m.admin_question_grant_follows()],
		confirm: m.admin_grant()
	};
}

/** What taking a staff role back is asked. */
export function questionOfRevocation(
	about: { readonly role: string; readonly name: string },
	fields: Fields
): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.admin_revoke_question(about),
		follows: [m.admin_question_grant_follows()],
		confirm: m.admin_revoke(),
		danger: true
	};
}
