/** Who may read a line of the timeline: each side sees the case in its own terms. */
export type Audience = 'applicant' | 'office' | 'both';

export interface TimelineEvent {
	readonly applicationId: string;
	/** Key of its words: `timeline_<kind>_applicant` and `timeline_<kind>_office`. */
	readonly kind: string;
	readonly audience: Audience;
	/** Figures and names for the words; never a reviewer's identity. */
	readonly params?: Readonly<Record<string, string>>;
}

export interface TimelineRow extends TimelineEvent {
	readonly id: string;
	readonly at: Date;
	readonly params: Readonly<Record<string, string>>;
}

export interface TimelineRepository {
	append(event: TimelineEvent): Promise<void>;
	/** One row for each of many applications, in one statement. */
	appendMany(events: readonly TimelineEvent[]): Promise<void>;
	of(applicationId: string, reader: 'applicant' | 'office'): Promise<readonly TimelineRow[]>;
}
