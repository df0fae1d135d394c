/** What a member sits for, beside the role; a member may have several. */
export const SEAT_STANDINGS = [
	/** A scientist or expert of the field. */
	'expert',
	/** Of the authority, the ordering body or those who will use the result. */
	'authority',
	/** Sat on an earlier council of the same task. */
	'earlier_council',
	/** Sent by the council whose work this body continues. */
	'council_representative',
	/** Of the organisation that carries the task out. */
	'host'
] as const;

export type SeatStanding = (typeof SEAT_STANDINGS)[number];
