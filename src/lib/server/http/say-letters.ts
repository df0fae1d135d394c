import type { QuestionLetter } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { PreviewedLetter } from '#lib/server/app/mail/letter-ports.ts';

/** A letter as the question of its act shows it: to how many it goes, and what one of them says. */
export function saidOfLetter({ subject, text, letters, people }: PreviewedLetter): QuestionLetter {
	return {
		summary: letters === 1 ? m.mail_preview_one({ people }) : m.mail_preview_many({ letters, people }),
		subject,
		text
	};
}
