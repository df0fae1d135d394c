import { z } from 'zod';

/** Rows of the office as posted; what is wrong with them is said by the verbs, all at once. */
const words = z.string().max(1000);

export const letterheadShape = z.object({
	superior: words,
	office: words,
	officeInText: words,
	officeInEnglish: words,
	place: words,
	letters: words,
	startsOn: z.string().max(40)
});

export const officeUnitShape = z.object({ key: words, name: words, startsOn: z.string().max(40) });

export const unitNameShape = z.object({
	unitId: z.string().max(64),
	name: words,
	startsOn: z.string().max(40)
});

export const unitHeadShape = z.object({
	unitId: z.string().max(64),
	title: words,
	fullName: words,
	startsOn: z.string().max(40)
});
