import { z } from 'zod';
import { SIGNED_PAPERS, SIGNING_MANNERS } from '#lib/domain/office/paper-signer.ts';

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

export const paperSignerShape = z.object({
	paper: z.enum(SIGNED_PAPERS),
	manner: z.enum(SIGNING_MANNERS),
	title: words,
	fullName: words,
	documentNo: z.string().max(200),
	documentOn: z.string().max(40),
	lastDay: z.string().max(40),
	startsOn: z.string().max(40)
});
