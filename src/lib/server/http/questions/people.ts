import type { Question } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isConfirmed } from '../ask-first.ts';

type Fields = Readonly<Record<string, string>>;

/** What giving a staff role is asked. */
export function questionOfGrant(
	about: {
		readonly role: string;
		readonly name: string;
		readonly scope: string;
		/** A second administrator has to confirm it. */
		readonly second: boolean;
	},
	fields: Fields
): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	const { role, name, scope } = about;
	if (about.second)
		return {
			title: m.accounts_question_propose({ role, name }),
			follows: [m.admin_question_grant_scope({ scope }), m.accounts_question_propose_follows()],
			confirm: m.accounts_propose()
		};
	return {
		title: m.admin_question_grant({ role, name }),
		follows: [m.admin_question_grant_scope({ scope }), m.admin_question_grant_follows()],
		confirm: m.admin_grant()
	};
}

/** What taking a staff role back is asked. */
export function questionOfRevocation(
	about: { readonly role: string; readonly name: string; readonly mailed: boolean },
	fields: Fields
): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.admin_revoke_question(about),
		follows: [
			m.admin_question_grant_follows(),
			...(about.mailed ? [m.accounts_question_revoke_mailed()] : [])
		],
		confirm: m.admin_revoke(),
		danger: true
	};
}

/** What taking away the second factors of somebody is asked. */
export function questionOfRecovery(
	name: string,
	act: 'ask_recovery' | 'confirm_recovery',
	fields: Fields
): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	const asks = act === 'ask_recovery';
	return {
		title: asks ? m.factor_recovery_ask_question({ name }) : m.factor_recovery_confirm_question({ name }),
		follows: [asks ? m.factor_recovery_ask_follows() : m.factor_recovery_confirm_follows()],
		confirm: asks ? m.factor_recovery_ask() : m.factor_recovery_confirm(),
		danger: true
	};
}
