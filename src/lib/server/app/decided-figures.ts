import type { Role } from '#lib/domain/access/actor.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { roleWords } from '#lib/i18n/role-words.ts';

/** One thing that an act decides: page and act say it by the same words, so that a device can sign them. */
export type DecidedFigure =
	| {
			readonly key: 'case' | 'figures' | 'source' | 'year' | 'entry' | 'person' | 'scope' | 'decision';
			readonly text: string;
	  }
	| { readonly key: 'amount'; readonly dong: bigint }
	| { readonly key: 'role'; readonly role: Role };

export interface LabelledFigure {
	readonly key: string;
	readonly label: string;
	readonly text: string;
}

const LABELS = {
	case: m.decided_case,
	figures: m.decided_figures,
	source: m.decided_source,
	year: m.decided_year,
	entry: m.decided_entry,
	person: m.decided_person,
	scope: m.decided_scope,
	decision: m.decided_decision,
	amount: m.decided_amount,
	role: m.decided_role
} as const;

/** What the page shows of them, in the reader's language. */
export function shownFigures(figures: readonly DecidedFigure[], locale: 'vi' | 'en'): LabelledFigure[] {
	return figures.map((figure) => ({
		key: figure.key,
		label: LABELS[figure.key]({}, { locale }),
		text:
			figure.key === 'amount'
				? formatDong(figure.dong, locale)
				: figure.key === 'role'
					? roleWords[figure.role]({}, { locale })
					: figure.text
	}));
}
