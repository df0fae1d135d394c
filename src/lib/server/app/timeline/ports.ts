import type { ApplicantEvent, OfficeEvent } from '#lib/domain/generated/names.ts';

/** Who may read a line of the timeline: each side sees the case in its own terms. */
export type Audience = 'applicant' | 'office' | 'both';

/** Key of its words, `timeline_<kind>_applicant` and `timeline_<kind>_office`: each side that reads it has some. */
export type EventOf =
	| { readonly audience: 'applicant'; readonly kind: ApplicantEvent }
	| { readonly audience: 'office'; readonly kind: OfficeEvent }
	| { readonly audience: 'both'; readonly kind: ApplicantEvent & OfficeEvent };

export type TimelineEvent = EventOf & {
	readonly applicationId: string;
	/** Figures and names for the words; never a reviewer's identity. */
	readonly params?: Readonly<Record<string, string>>;
};

/** As it was kept: an old one may be of a kind that is no longer written. */
export interface TimelineRow {
	readonly id: string;
	readonly at: Date;
	readonly applicationId: string;
	readonly kind: string;
	readonly audience: Audience;
	readonly params: Readonly<Record<string, string>>;
}

export interface TimelineRepository {
	append(event: TimelineEvent): Promise<void>;
	/** One row for each of many applications, in one statement. */
	appendMany(events: readonly TimelineEvent[]): Promise<void>;
	of(applicationId: string, reader: 'applicant' | 'office'): Promise<readonly TimelineRow[]>;
}
