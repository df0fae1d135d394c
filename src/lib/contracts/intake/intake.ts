import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { NOT_APPLICABLE } from './not-applicable.ts';
import { NOTE_LIMIT } from '#lib/domain/intake/validity.ts';
import { SURVEY_TEXT_LIMIT } from '#lib/domain/intake/survey.ts';
import { line, paragraph } from '../parse-input.ts';
import { postedVersion } from '../posted-number.ts';

/** A share as it was pasted: a line of a file, or all of it. */
const share = z.string().max(2000, refused('share_unreadable')).default('');

export const openDossiersShape = z
	.object({ version: postedVersion, share1: share, share2: share })
	.transform(({ version, share1, share2 }) => ({ version, shares: [share1, share2] }));

const yesNo = z.enum(['yes', 'no'], refused('choice_missing')).transform((text) => text === 'yes');

export const checkValidityShape = z.object({
	version: postedVersion,
	valid: yesNo,
	reason: paragraph(NOTE_LIMIT).default(''),
	items: z.array(z.object({ itemKey: line(120), valid: yesNo, note: paragraph(NOTE_LIMIT) })).max(200)
});

export const excellentTaskShape = z.object({ version: postedVersion, excellent: yesNo });

export const recordSurveyShape = z.object({
	version: postedVersion,
	heldOn: line(40),
	participants: paragraph(SURVEY_TEXT_LIMIT),
	conclusion: paragraph(SURVEY_TEXT_LIMIT),
	findings: z.array(z.object({ groupKey: line(120), finding: paragraph(SURVEY_TEXT_LIMIT) })).max(100)
});

/** Fields `items.<key>` (yes or no) and `items.<key>.note` of a form, as rows; items without an answer are left out. */
export function itemsOfForm(
	fields: Readonly<Record<string, string>>,
	keys: readonly string[]
): { itemKey: string; valid: string; note: string }[] {
	return keys.flatMap((itemKey) => {
		const valid = fields[`items.${itemKey}`];
		return valid === undefined || valid === '' || valid === NOT_APPLICABLE
			? []
			: [{ itemKey, valid, note: fields[`items.${itemKey}.note`] ?? '' }];
	});
}

/** Fields `findings.<group>` of a form, as rows. */
export function findingsOfForm(
	fields: Readonly<Record<string, string>>,
	groups: readonly string[]
): { groupKey: string; finding: string }[] {
	return groups.map((groupKey) => ({ groupKey, finding: fields[`findings.${groupKey}`] ?? '' }));
}
