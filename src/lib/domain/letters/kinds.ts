/** Every letter of the portal: what it is about, whom it goes to, and whether its reader may go without it. */

export const LETTER_AREAS = [
	'account',
	'role',
	'organisation',
	'dossier',
	'council',
	'budget',
	'tie',
	'work',
	'log',
	'running'
] as const;
export type LetterArea = (typeof LETTER_AREAS)[number];

/** Groups of letters that a person chooses how to get. */
export const LETTER_GROUPS = ['reminders', 'waiting', 'members'] as const;
export type LetterGroup = (typeof LETTER_GROUPS)[number];

export type LetterAudience =
	| 'address'
	| 'holder'
	| 'overseers'
	| 'proposer'
	| 'invited'
	| 'inviter'
	| 'representatives'
	| 'uploader'
	| 'member'
	| 'members'
	| 'ruler'
	| 'administrators'
	| 'tied'
	| 'signers'
	| 'workers'
	| 'auditors'
	| 'choosers';

export interface LetterKind {
	readonly area: LetterArea;
	readonly to: LetterAudience;
	/** Absent: everybody it is for gets it at once. Security, decisions and invitations are of this kind. */
	readonly group?: LetterGroup;
	/** Sent in Vietnamese, whatever the reader's language. */
	readonly official?: true;
	/** No notice in the portal: it opens an account, or is a digest of notices. */
	readonly mailOnly?: true;
}

export const LETTERS = {
	verify_email: { area: 'account', to: 'address', mailOnly: true },
	already_registered: { area: 'account', to: 'holder', mailOnly: true },
	reset_password: { area: 'account', to: 'holder', mailOnly: true },
	account_opened: { area: 'account', to: 'holder', mailOnly: true },
	account_invited: { area: 'account', to: 'holder', mailOnly: true },
	new_device: { area: 'account', to: 'holder' },
	factor_link: { area: 'account', to: 'holder', mailOnly: true },
	factor_added: { area: 'account', to: 'holder' },
	factor_removed: { area: 'account', to: 'holder' },
	factor_codes: { area: 'account', to: 'holder' },
	factor_code_used: { area: 'account', to: 'holder' },
	factor_reset: { area: 'account', to: 'holder' },
	recovery_yours_asked: { area: 'account', to: 'holder' },
	recovery_yours_confirmed: { area: 'account', to: 'holder' },
	recovery_yours_terminal: { area: 'account', to: 'holder' },
	recovery_asked: { area: 'account', to: 'overseers' },
	recovery_confirmed: { area: 'account', to: 'overseers' },
	recovery_terminal: { area: 'account', to: 'overseers' },
	role_yours_begun: { area: 'role', to: 'holder' },
	role_yours_ended: { area: 'role', to: 'holder' },
	role_begun: { area: 'role', to: 'overseers' },
	role_ended: { area: 'role', to: 'overseers' },
	role_declined: { area: 'role', to: 'proposer' },
	membership_asked: { area: 'organisation', to: 'invited' },
	membership_accepted: { area: 'organisation', to: 'inviter', group: 'members' },
	membership_ended: { area: 'organisation', to: 'inviter', group: 'members' },
	organisation_proved: { area: 'organisation', to: 'representatives' },
	organisation_refused: { area: 'organisation', to: 'representatives' },
	organisation_corrected: { area: 'organisation', to: 'representatives' },
	organisation_changed: { area: 'organisation', to: 'representatives' },
	organisation_change_refused: { area: 'organisation', to: 'representatives' },
	organisation_merged: { area: 'organisation', to: 'representatives' },
	organisation_ended: { area: 'organisation', to: 'representatives' },
	submission_receipt: { area: 'dossier', to: 'representatives' },
	application_withdrawn: { area: 'dossier', to: 'representatives' },
	infected_file: { area: 'dossier', to: 'uploader' },
	invalid_application: { area: 'dossier', to: 'representatives' },
	result_letter: { area: 'dossier', to: 'representatives' },
	proposal_accepted: { area: 'dossier', to: 'representatives' },
	proposal_declined: { area: 'dossier', to: 'representatives' },
	call_extended: { area: 'dossier', to: 'representatives' },
	call_corrected: { area: 'dossier', to: 'representatives' },
	call_cancelled: { area: 'dossier', to: 'representatives' },
	window_given: { area: 'dossier', to: 'representatives' },
	withdrawal_recorded: { area: 'dossier', to: 'representatives' },
	approval_revoked: { area: 'dossier', to: 'representatives' },
	reserve_called_up: { area: 'dossier', to: 'representatives' },
	council_invitation: { area: 'council', to: 'member' },
	session_planned: { area: 'council', to: 'members' },
	ruling_waits: { area: 'council', to: 'ruler', group: 'waiting' },
	interest_allowed: { area: 'council', to: 'member' },
	interest_barred: { area: 'council', to: 'member' },
	council_dissolved: { area: 'council', to: 'members' },
	signature_waits: { area: 'budget', to: 'signers', group: 'waiting' },
	budget_approved: { area: 'budget', to: 'representatives', official: true },
	budget_rejected: { area: 'budget', to: 'representatives', official: true },
	tie_found_office: { area: 'tie', to: 'ruler', group: 'waiting' },
	tie_found_council: { area: 'tie', to: 'ruler', group: 'waiting' },
	tie_ruler_missing: { area: 'tie', to: 'administrators' },
	tie_excluded: { area: 'tie', to: 'tied' },
	tie_stays: { area: 'tie', to: 'tied' },
	work_due_one: { area: 'work', to: 'workers', group: 'reminders' },
	work_due_many: { area: 'work', to: 'workers', group: 'reminders' },
	terms_moved: { area: 'work', to: 'workers', group: 'reminders' },
	log_whole: { area: 'log', to: 'auditors' },
	log_differs: { area: 'log', to: 'auditors' },
	data_request_asked: { area: 'account', to: 'administrators' },
	data_request_answered: { area: 'account', to: 'holder' },
	data_breach_recorded: { area: 'running', to: 'overseers' },
	alarm_begun: { area: 'running', to: 'administrators' },
	alarm_over: { area: 'running', to: 'administrators' },
	set_up_trial: { area: 'account', to: 'address', mailOnly: true },
	daily_digest: { area: 'work', to: 'choosers', mailOnly: true }
} as const satisfies Readonly<Record<string, LetterKind>>;

export type LetterKey = keyof typeof LETTERS;

export const LETTER_KEYS = Object.keys(LETTERS) as readonly LetterKey[];

export function isLetterKey(key: string): key is LetterKey {
	return Object.hasOwn(LETTERS, key);
}

export function letterKind(key: LetterKey): LetterKind {
	return LETTERS[key];
}
