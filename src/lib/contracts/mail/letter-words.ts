import { z } from 'zod';
import { LETTER_LENGTHS } from '#lib/domain/letters/words.ts';
import { line, paragraph } from '../parse-input.ts';
import { postedNumber } from '../posted-number.ts';
import { refused } from '../refused.ts';

const subject = z
	.string()
	.refine((text) => !/[\r\n\u2028\u2029]/.test(text.trim()), refused('letter_subject_lines'))
	.pipe(line(LETTER_LENGTHS.subject));

/** Words of a letter as posted, with the version that was on the page; 0 where there was none. */
export const letterWordsShape = z.object({
	version: postedNumber({ max: 999_999, wrong: refused('stale_version') }),
	subjectVi: subject,
	bodyVi: paragraph(LETTER_LENGTHS.body),
	subjectEn: subject,
	bodyEn: paragraph(LETTER_LENGTHS.body)
});

/** The version that was on the page. */
export const letterVersionShape = letterWordsShape.pick({ version: true });
