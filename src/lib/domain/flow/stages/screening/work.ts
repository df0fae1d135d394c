import { councilWork } from '../council/work.ts';

export const SCREENING_KINDS = [
	'form_council',
	'sign_undertaking',
	'declare_interests',
	'rule_interests',
	'submit_sheets'
] as const;

/** That of any council, at its own stage. */
export const SCREENING_WORK = councilWork('screening');
