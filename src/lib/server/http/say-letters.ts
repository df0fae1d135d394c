import type { Question, QuestionLetter } from '#lib/contracts/question.ts';
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

/** What an act is asked that writes to others and could else be done at once; of none where it writes to nobody. */
export function questionOfLetters(letters: readonly PreviewedLetter[]): Question | undefined {
	if (letters.length === 0) return undefined;
	const people = letters.reduce((most, letter) => Math.max(most, letter.people), 0);
	return {
		title: m.mail_preview_question({ people }),
		follows: [m.mail_preview_follows()],
		confirm: m.mail_preview_send()
	};
}
