import type { Letters } from '#lib/server/app/mail/letters.ts';
import type { MailSender } from './letter.ts';
import { alreadyRegisteredMail } from './templates/already-registered.ts';
import { approvalWaitingMail } from './templates/approval-waiting.ts';
import { budgetApprovedMail } from './templates/budget-approved.ts';
import { budgetRejectedMail } from './templates/budget-rejected.ts';
import { councilInvitationMail } from './templates/council-invitation.ts';
import { grantChangedMail } from './templates/grant-changed.ts';
import { grantDeclinedMail } from './templates/grant-declined.ts';
import { infectedFileMail } from './templates/infected-file.ts';
import { invalidApplicationMail } from './templates/invalid-application.ts';
import { invitationMail } from './templates/invitation.ts';
import { membershipAnsweredMail } from './templates/membership-answered.ts';
import { membershipMail } from './templates/membership.ts';
import { newDeviceMail } from './templates/new-device.ts';
import { organisationRuledMail } from './templates/organisation-ruled.ts';
import { proposalDecidedMail } from './templates/proposal-decided.ts';
import { resetPasswordMail } from './templates/reset-password.ts';
import { resultLetterMail } from './templates/result-letter.ts';
import { submissionReceiptMail } from './templates/submission-receipt.ts';
import { tieFoundMail } from './templates/tie-found.ts';
import { tieRuledMail } from './templates/tie-ruled.ts';
import { tieRulerMissingMail } from './templates/tie-ruler-missing.ts';
import { verifyEmailMail } from './templates/verify-email.ts';

/** All letters of one sender. */
export function lettersOf(sender: MailSender): Letters {
	return {
		verifyEmail: (data, language) => verifyEmailMail(data, language, sender),
		resetPassword: (data, language) => resetPasswordMail(data, language, sender),
		alreadyRegistered: (data, language) => alreadyRegisteredMail(data, language, sender),
		invitation: (data, language) => invitationMail(data, language, sender),
		membership: (data, language) => membershipMail(data, language, sender),
		membershipAnswered: (data, language) => membershipAnsweredMail(data, language, sender),
		tieFound: (data, language) => tieFoundMail(data, language, sender),
		tieRulerMissing: (data, language) => tieRulerMissingMail(data, language, sender),
		tieRuled: (data, language) => tieRuledMail(data, language, sender),
		grantChanged: (data, language) => grantChangedMail(data, language, sender),
		grantDeclined: (data, language) => grantDeclinedMail(data, language, sender),
		newDevice: (data, language) => newDeviceMail(data, language, sender),
		organisationRuled: (data, language) => organisationRuledMail(data, language, sender),
		submissionReceipt: (data, language) => submissionReceiptMail(data, language, sender),
		infectedFile: (data, language) => infectedFileMail(data, language, sender),
		invalidApplication: (data, language) => invalidApplicationMail(data, language, sender),
		councilInvitation: (data, language) => councilInvitationMail(data, language, sender),
		resultLetter: (data, language) => resultLetterMail(data, language, sender),
		approvalWaiting: (data, language) => approvalWaitingMail(data, language, sender),
		budgetApproved: (data, language) => budgetApprovedMail(data, language, sender),
		budgetRejected: (data, language) => budgetRejectedMail(data, language, sender),
		proposalDecided: (data, language) => proposalDecidedMail(data, language, sender)
	};
}
