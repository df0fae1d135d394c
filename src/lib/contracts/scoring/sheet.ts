import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { line, paragraph } from '#lib/contracts/parse-input.ts';
import { digitsIn, postedNumber, postedVersion } from '#lib/contracts/posted-number.ts';
import { MOST_WORDS } from '#lib/domain/scoring/sheet-places.ts';
import { markSlots } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import type { SheetChange } from '#lib/domain/scoring/merge-sheet.ts';
import { readMark } from '#lib/domain/scoring/typed-mark.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { commentField, markField } from './sheet-fields.ts';

/** A sheet as a form holds it: what can stand, and what cannot, each at its control. */
export interface ReadSheet {
	readonly change: SheetChange;
	/** `mark_not_whole`, `mark_out_of_range`, `text_too_long`. */
	readonly problems: readonly Refusal[];
}

/**
 * A whole sheet from a posted form. A mark that cannot be read is a problem at its place and counts as not scored
 * there: neither it nor the mark that it was typed over stands; everything else can be kept. Words that are too long
 * leave those that were kept before.
 */
export function sheetOfForm(rubric: Rubric, fields: Readonly<Record<string, string>>): ReadSheet {
	const problems: Refusal[] = [];
	const words = (field: string): string | undefined => {
		const read = paragraph(MOST_WORDS).safeParse(fields[field] ?? '');
		if (read.success) return read.data;
		problems.push({ code: 'text_too_long', field, params: { max: String(MOST_WORDS) } });
		return undefined;
	};
	const marks: Record<string, number | null> = {};
	for (const slot of rubric.criteria.flatMap(markSlots)) {
		const mark = readMark(fields[markField(slot.key)] ?? '', slot.max);
		if (!mark.ok) problems.push({ ...mark.refusal, field: slot.key });
		marks[slot.key] = mark.ok ? mark.value : null;
	}
	const comments = Object.fromEntries(
		rubric.criteria.flatMap((criterion) => {
			const said = words(commentField(criterion.key));
			return said === undefined ? [] : [[criterion.key, said]];
		})
	);
	const comment = words('comment');
	return { change: { marks, comments, ...(comment !== undefined && { comment }) }, problems };
}

/** Problems of the core named by the control that they are about. */
export function atControls(refusal: Refusal): Refusal {
	const causes = refusal.causes?.map((cause): Refusal => {
		if (cause.field === undefined || cause.field.startsWith('mark.')) return cause;
		if (cause.code.startsWith('mark_')) return { ...cause, field: markField(cause.field) };
		return cause.code.startsWith('comment_') ? { ...cause, field: commentField(cause.field) } : cause;
	});
	return causes === undefined ? refusal : { ...refusal, causes };
}

const version = postedVersion;
/** Votes of a council: fewer than a hundred people sit in one. */
const votes = postedNumber({ max: 99, wrong: 'vote_count_wrong' });

export const versionShape = z.object({ version });
export const rulingShape = z.object({
	memberId: z.uuid(refused('member_unknown')),
	applicationId: z.uuid(refused('application_unknown')),
	reason: paragraph(1000)
});
export const voteShape = z.object({
	version,
	for: votes,
	against: votes,
	note: paragraph(1000)
});
export const conclusionShape = z.object({ version, conclusion: paragraph(10_000) });

/** The counting board from the fields `board.<memberId>` and `headId`. */
export function boardOfForm(fields: Readonly<Record<string, string>>): {
	memberIds: string[];
	headId: string;
} {
	const memberIds = Object.keys(fields).flatMap((name) => {
		const memberId = /^board\.(.+)$/.exec(name)?.[1];
		return memberId === undefined || !z.uuid().safeParse(memberId).success ? [] : [memberId];
	});
	return { memberIds, headId: fields['headId'] ?? '' };
}

/** Rows of attendance from the fields `member.<id>` (all), `present.<id>`, `authorised.<id>`, `number.<id>`, `on.<id>`, `note.<id>`. */
export function attendanceOfForm(fields: Readonly<Record<string, string>>): {
	memberId: string;
	present: boolean;
	authorised: boolean;
	authorisationNo: string;
	authorisedOn: string;
	note: string;
}[] {
	return Object.keys(fields).flatMap((name) => {
		const memberId = /^member\.(.+)$/.exec(name)?.[1];
		if (memberId === undefined || !z.uuid().safeParse(memberId).success) return [];
		const note = line(300).safeParse(fields[`note.${memberId}`] ?? '');
		return [
			{
				memberId,
				present: fields[`present.${memberId}`] !== undefined,
				authorised: fields[`authorised.${memberId}`] !== undefined,
				authorisationNo: fields[`number.${memberId}`] ?? '',
				authorisedOn: fields[`on.${memberId}`] ?? '',
				note: note.success ? note.data : (fields[`note.${memberId}`] ?? '')
			}
		];
	});
}

/** The order of a vote from the fields `place.<applicationId>`: whole places, each once; undefined otherwise. */
export function voteOrder(fields: Readonly<Record<string, string>>): string[] | undefined {
	const places = Object.entries(fields).flatMap(([name, typed]) => {
		const id = /^place\.(.+)$/.exec(name)?.[1];
		const place = digitsIn(typed.trim(), { min: 1, max: 99 });
		return id === undefined || !z.uuid().safeParse(id).success ? [] : [{ id, place }];
	});
	const ranked = places.flatMap(({ id, place }) => (place === undefined ? [] : [{ id, place }]));
	const strict = new Set(ranked.map(({ place }) => place)).size === places.length;
	return strict ? ranked.sort((a, b) => a.place - b.place).map(({ id }) => id) : undefined;
}

/** Choices of a selection from the fields `outcome.<id>` and `reason.<id>`. */
export function choicesOfForm(fields: Readonly<Record<string, string>>): {
	applicationId: string;
	outcome: 'recommended' | 'reserve' | 'not_recommended';
	reason: string;
}[] {
	return Object.entries(fields).flatMap(([name, outcome]) => {
		const applicationId = /^outcome\.(.+)$/.exec(name)?.[1];
		if (applicationId === undefined || !z.uuid().safeParse(applicationId).success) return [];
		if (outcome !== 'recommended' && outcome !== 'reserve' && outcome !== 'not_recommended') return [];
		return [{ applicationId, outcome, reason: fields[`reason.${applicationId}`] ?? '' }];
	});
}
