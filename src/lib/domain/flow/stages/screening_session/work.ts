import { sessionWork } from '../session/work.ts';

export const SCREENING_SESSION_KINDS = [
	'plan_session',
	'open_session',
	'tally_session',
	'close_session'
] as const;

/** That of any session, at its own stage. */
export const SCREENING_SESSION_WORK = sessionWork('screening');
