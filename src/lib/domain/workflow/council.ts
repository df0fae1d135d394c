/**
 * The life of a council. It is put together while `forming`; once `seated` it judges, and only a replacement
 * may join or a member leave; a `dissolved` one gives no seat any more.
 */
export type CouncilState = 'forming' | 'seated' | 'dissolved';

export type CouncilEvent = 'seat' | 'dissolve';

export const COUNCIL_STATES: readonly CouncilState[] = ['forming', 'seated', 'dissolved'];

export function isCouncilState(text: string): text is CouncilState {
	return COUNCIL_STATES.some((state) => state === text);
}

export const FIRST_COUNCIL_STATE: CouncilState = 'forming';
