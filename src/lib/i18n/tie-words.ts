import type { TieDecision } from '#lib/domain/scoring/ranking.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { formatDong, formatFraction2 } from './formats/figures.ts';
import type { Locale } from './formats/locale.ts';
import { m } from './paraglide/messages.js';

/**
 * How equals were parted, with the figures that parted them: the same sentence on the page, in the minutes and in the
 * letters. `nameOf`: what the reader calls an application; `criterion`: the name of the flagged criterion.
 */
export function tieSentence(
	decision: TieDecision,
	{
		nameOf,
		criterion,
		locale
	}: { readonly nameOf: (id: string) => string; readonly criterion: string; readonly locale: Locale }
): string {
	const named = (ids: readonly string[]): string => ids.map(nameOf).join(', ');
	const order = decision.order.map(named).join(' > ');
	const figures = figuresOf(decision, locale);
	return m.councils_tie_by(
		{
			by: decision.by,
			between: named(decision.between),
			criterion,
			order: figures === '' ? order : `${order} (${figures})`
		},
		{ locale }
	);
}

/** "99 > 98 …", one figure for each group of those that the rule left equal; empty where none is kept. */
function figuresOf({ by, order, figures = [] }: TieDecision, locale: Locale): string {
	const values = order.flatMap(([first]) => {
		const found = figures.find(({ applicationId }) => applicationId === first);
		return found === undefined ? [] : [found.value];
	});
	if (values.length < order.length) return '';
	switch (by) {
		case 'lower_state_request':
			return values.map(({ num }) => formatDong(num, locale)).join(' < ');
		case 'excellent_task_5_years':
			return values
				.map(({ num }) =>
					num === 1n ? m.councils_tie_has({}, { locale }) : m.councils_tie_has_not({}, { locale })
				)
				.join(' > ');
		case 'higher_flagged_criterion_mean':
			return meansOf(values, locale);
		case 'council_vote':
			return '';
	}
}

/** Over the same number of ballots the sums tell more than rounded means, which may look alike. */
function meansOf(values: readonly Fraction[], locale: Locale): string {
	const [first] = values;
	if (first !== undefined && values.every(({ den }) => den === first.den)) {
		const sums = values.map(({ num }) => String(num)).join(' > ');
		return m.councils_tie_points({ sums, count: String(first.den) }, { locale });
	}
	return values.map((value) => `${value.num} : ${value.den} = ${formatFraction2(value, locale)}`).join(' > ');
}
