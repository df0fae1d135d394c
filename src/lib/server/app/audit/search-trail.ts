import { readTypedCode } from '#lib/domain/audit/typed-code.ts';
import { addDays, isCalendarDate, startOfVietnamDay } from '#lib/domain/shared/period.ts';
import type { Repositories } from '../ports.ts';
import type { MeantThings, TrailFilter } from './ports.ts';

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

/** What the words of a question were taken for, for whoever asked it. */
export interface Understood {
	readonly code?: MeantThings;
	readonly person?: { readonly names: readonly string[]; readonly total: number; readonly searched: number };
	/**
	 * Present where the search is by code, person or object, whatever it found: entries about sealed dossiers are left
	 * out of it. Codes of the calls that are sealed now, which are public.
	 */
	readonly sealedCalls?: readonly string[];
}

/** How the question was read. Says the same of the code of a sealed dossier and of one that nobody ever had. */
export async function understood(
	read: Pick<Repositories, 'audit'>,
	{ code, person, objectId }: TrailQuestion
): Promise<Understood> {
	if (code === undefined && person === undefined && objectId === undefined) return {};
	const things = code === undefined ? undefined : await read.audit.thingsMeant(readTypedCode(code));
	const people = person === undefined ? undefined : await read.audit.peopleOfName(person);
	return {
		...(things && { code: things }),
		...(people && {
			person: { names: people.names, total: people.total, searched: people.personIds.length }
		}),
		sealedCalls: await read.audit.sealedCalls()
	};
}

/** The question with its words looked up. A day that is none asks nothing. */
export async function filterOf(
	read: Pick<Repositories, 'audit'>,
	{ code, person, from, until, ...rest }: TrailQuestion
): Promise<Omit<TrailFilter, 'page' | 'size'>> {
	const [about, people] = await Promise.all([
		code === undefined ? undefined : read.audit.objectsOfCode(code, readTypedCode(code)),
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
