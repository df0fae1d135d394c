/** The words of a message, in both of its forms. */
export interface Letter {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

type Language = 'vi' | 'en';

/** What was ruled on an organisation, for those whom it concerns. */
export interface RulingLetter {
	readonly name: string;
	readonly organisation: string;
	readonly taxCode: string;
	readonly ruling: 'proved' | 'refused' | 'corrected' | 'changed' | 'change_refused' | 'merged' | 'ended';
	/** As the office wrote it; '' where there is none. */
	readonly reason: string;
	/** What changed: the field, what stood there, what stands there now. */
	readonly facts: readonly (readonly [field: RuledField, before: string, after: string])[];
	readonly url: string;
}

export type RuledField = 'name' | 'taxCode' | 'kind' | 'repName' | 'repTitle' | 'address' | 'into' | 'person';

/** Every kind of letter that the portal writes; the adapter knows the words, its name and its address. */
export interface Letters {
	/** To an address that was typed at sign-up: names nobody, since a stranger may have typed it. */
	verifyEmail(data: { url: string; validHours: number }, language: Language): Letter;
	resetPassword(data: { name: string; url: string; validMinutes: number }, language: Language): Letter;
	/** Someone signed up with an address that has an account: only its owner is told. */
	alreadyRegistered(data: { name: string; signInUrl: string; resetUrl: string }, language: Language): Letter;
	/** An account was made for the person by the office or by an organisation. */
	invitation(
		data: { name: string; invitedBy: string; organisation?: string; url: string; validDays: number },
		language: Language
	): Letter;
	/** A person is asked to act for an organisation; `name` is '' where the address has no account. */
	membership(
		data: {
			name: string;
			invitedBy: string;
			organisation: string;
			role: string;
			url: string;
			validDays: number;
		},
		language: Language
	): Letter;
	/** Who invited learns the answer, never its reason. */
	membershipAnswered(
		data: { name: string; email: string; organisation: string; accepted: boolean; url: string },
		language: Language
	): Letter;
	/** Somebody has to rule on a tie; `council` is '' where it is about the office. */
	tieFound(data: { name: string; council: string; url: string }, language: Language): Letter;
	/** Nobody may rule on a tie: an administrator reads who has to be appointed. */
	tieRulerMissing(data: { name: string; person: string; url: string }, language: Language): Letter;
	tieRuled(
		data: { name: string; organisation: string; excluded: boolean; reason: string; url: string },
		language: Language
	): Letter;
	/** A role that signs or administers begins or ends. `by`: the administrators; nobody: a command on the machine. */
	grantChanged(
		data: {
			name: string;
			holder: string;
			toHolder: boolean;
			ended: boolean;
			role: string;
			scope: string;
			from: string;
			to: string;
			by: readonly string[];
			url: string;
		},
		language: Language
	): Letter;
	grantDeclined(
		data: { name: string; holder: string; role: string; by: string; reason: string; url: string },
		language: Language
	): Letter;
	/** Sign-in from a browser that the account did not know. */
	newDevice(
		data: { name: string; device: string; network: string; at: string; url: string },
		language: Language
	): Letter;
	organisationRuled(data: RulingLetter, language: Language): Letter;
	submissionReceipt(
		data: {
			name: string;
			code: string;
			call: string;
			organisation: string;
			/** To the second, Vietnam time, as on the receipt. */
			receivedAt: string;
			contentHash: string;
			url: string;
			deadline: string;
		},
		language: Language
	): Letter;
	/** A file of the reader's was found infected. */
	infectedFile(data: { name: string; file: string; url: string }, language: Language): Letter;
	invalidApplication(
		data: { name: string; code: string; call: string; reasons: readonly string[]; url: string },
		language: Language
	): Letter;
	/** Names no applicant: that is read after the undertaking is signed. */
	councilInvitation(
		data: { name: string; council: string; role: string; session?: string; url: string },
		language: Language
	): Letter;
	resultLetter(
		data: { name: string; code: string; call: string; letterNumber: string; url: string },
		language: Language
	): Letter;
	approvalWaiting(
		data: { name: string; code: string; title: string; amount: string; step: string; url: string },
		language: Language
	): Letter;
	budgetRejected(
		data: { name: string; code: string; title: string; requested: string; reason: string; url: string },
		language: Language
	): Letter;
	/** Every amount with its unit, in the form of the language. */
	budgetApproved(
		data: {
			name: string;
			code: string;
			title: string;
			requested: string;
			approved: string;
			inWords: string;
			own: string;
			url: string;
		},
		language: Language
	): Letter;
	proposalDecided(
		data: {
			name: string;
			code: string;
			title: string;
			decision: { accepted: true; task: string; list: string } | { accepted: false; reason: string };
			url: string;
		},
		language: Language
	): Letter;
}
