import { addDays, isCalendarDate, startOfVietnamDay } from '#lib/domain/shared/period.ts';
import type { Repositories } from '../ports.ts';
import type { TrailFilter } from './ports.ts';

/** What somebody asks of the trail, as it is typed. */
export interface TrailQuestion {
	readonly action?: string | undefined;
	readonly outcome?: 'done' | 'refused' | undefined;
	readonly objectId?: string | undefined;
	/** A business code: of a dossier, a call, a lot, a paper, an organisation. */
	readonly code?: string | undefined;
	/** A part of a name, a whole address, or an id. */
	readonly person?: string | undefined;
	/** Days in Vietnam, both of them counted. */
	readonly from?: string | undefined;
	readonly until?: string | undefined;
}

/** The question with its words looked up. A day that is none asks nothing. */
export async function filterOf(
	read: Pick<Repositories, 'audit'>,
	{ code, person, from, until, ...rest }: TrailQuestion
): Promise<Omit<TrailFilter, 'page' | 'size'>> {
	const [about, people] = await Promise.all([
		code === undefined ? undefined : read.audit.objectsOfCode(code),
		person === undefined ? undefined : read.audit.peopleOfName(person)
	]);
	return {
		...rest,
		about,
		people,
		from: from !== undefined && isCalendarDate(from) ? startOfVietnamDay(from) : undefined,
		until: until !== undefined && isCalendarDate(until) ? startOfVietnamDay(addDays(until, 1)) : undefined
	};
}
