import type { Problem } from '#lib/domain/definitions/problem.ts';
import { sectionState } from '#lib/domain/definitions/section-state.ts';
import type { SectionAsked, SectionState } from '#lib/domain/definitions/section-state.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { problemWords, problemWordsAt } from './problem-words.ts';

export interface SaidProblem extends Problem {
	/** One sentence, with the name of its row in front. */
	readonly words: string;
	/** The same at its own control, where neither row nor label needs to be named. */
	readonly wordsInRow: string;
}

export interface Followed extends SectionState {
	readonly problems: readonly SaidProblem[];
}

/**
 * What follows from answers, in words. The server says it with the page, and the page fetches this only after it: it
 * brings the whole engine of conditions and figures along, which nobody needs before the first key is pressed.
 */
export function followSection(asked: SectionAsked, locale: Locale): Followed {
	const state = sectionState(asked);
	return {
		...state,
		problems: state.problems.map((problem) => ({
			...problem,
			words: problemWords(problem, locale),
			wordsInRow: problemWordsAt(problem, locale)
		}))
	};
}
