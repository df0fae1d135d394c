import type { Question } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isConfirmed } from '../ask-first.ts';

type Fields = Readonly<Record<string, string>>;

/** A proposed role in words. */
export interface AskedProposal {
	readonly role: string;
	readonly name: string;
	readonly scope: string;
	readonly proposer: string;
}

/** What putting a proposed role in force is asked. */
export function questionOfConfirmation(proposal: AskedProposal, fields: Fields): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.accounts_question_confirm(proposal),
		follows: [
			m.admin_question_grant_scope({ scope: proposal.scope }),
			m.accounts_question_confirm_who({ proposer: proposal.proposer }),
			m.accounts_question_confirm_follows()
		],
		confirm: m.accounts_proposal_confirm()
	};
}

/** What declining it is asked. */
export function questionOfDeclining(proposal: AskedProposal, fields: Fields): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.accounts_question_decline(proposal),
		follows: [m.accounts_question_decline_follows({ proposer: proposal.proposer })],
		confirm: m.accounts_proposal_decline()
	};
}

/** What taking it back is asked. */
export function questionOfWithdrawal(proposal: AskedProposal, fields: Fields): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.accounts_question_withdraw(proposal),
		follows: [m.accounts_question_withdraw_follows()],
		confirm: m.accounts_proposal_withdraw()
	};
}
