import type { StageWork } from '#lib/domain/flow/stage-kinds.ts';

/** Work beside the stages: ties, organisations, roles, and the portal itself. */
export type SideWork =
	| 'answer_invitation'
	| 'rule_tie'
	| 'confirm_grant'
	| 'confirm_recovery'
	| 'rule_claim'
	| 'rule_change'
	| 'prove_claim'
	| 'read_refused_claim'
	| 'failed_mail'
	| 'faulty_files'
	| 'stuck_papers'
	| 'unsealed_audit'
	| 'late_backup'
	| 'unsound_portal'
	| 'answer_data_requests'
	| 'report_data_breach';

/** Acts that wait for somebody. */
export type WorkKind = StageWork | SideWork;

/** Whose turn it is where somebody else waits. */
export type HeldKind =
	| 'held_office'
	| 'held_council'
	| 'held_result'
	| 'held_preparer'
	| 'held_verifier'
	| 'held_approver'
	| 'held_director'
	| 'held_session'
	| 'held_claim'
	| 'held_change';
