/** Letters of invitation in the Department's name that the portal writes within a day: one table for all of them. */
export interface InvitationLimit {
	/** Of one person who asks for them. */
	readonly by: number;
	/** For one organisation, or one council; absent: not counted. */
	readonly about?: number;
	/** To one address, whoever asks. */
	readonly to: number;
}

export const INVITATION_LIMITS = {
	/** The office invites people of its own and experts: a training room has room. */
	office: { by: 100, to: 3 },
	/** An organisation asks somebody to act for it: anybody may have founded it. */
	membership: { by: 20, about: 30, to: 5 },
	/** An officer seats a council; a member who is replaced and comes back is written to again. */
	council: { by: 300, about: 100, to: 20 }
} as const satisfies Readonly<Record<string, InvitationLimit>>;

export type InvitationKind = keyof typeof INVITATION_LIMITS;
