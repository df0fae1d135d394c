import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { TallyStep } from '#lib/domain/scoring/tally-steps.ts';
import { formatFraction2, formatPercent, formatPercentInColumn } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

type Step<Kind extends TallyStep['kind']> = Extract<TallyStep, { readonly kind: Kind }>;

function stepOf<Kind extends TallyStep['kind']>(
	steps: readonly TallyStep[],
	kind: Kind
): Step<Kind> | undefined {
	return steps.find((step): step is Step<Kind> => step.kind === kind);
}

/** A place on a drawn rule; every printed figure comes from the exact fraction. */
const place = ({ num, den }: Fraction): number => Number(num) / Number(den);

/** A stored tally as its page draws it. Numbers are for places on the rule only, text is exact. */
export function tallyReading(steps: readonly TallyStep[], locale: Locale) {
	const gathered = stepOf(steps, 'gathered');
	const outliers = stepOf(steps, 'outliers');
	const mean = stepOf(steps, 'mean');
	const threshold = stepOf(steps, 'threshold');
	const bonus = stepOf(steps, 'bonus');
	const outcome = stepOf(steps, 'outcome');
	const line = (value: Fraction) => ({ at: place(value), text: formatFraction2(value, locale) });
	const sum = gathered?.sum ?? 0n;
	const count = gathered?.count ?? 0n;
	const signed = (deviation: bigint): string =>
		sum === 0n
			? '–'
			: `${deviation > 0n ? '+' : ''}${formatPercentInColumn({ num: deviation, den: sum }, locale)}`;
	const edge = (percent: bigint): Fraction => ({ num: sum * percent, den: 100n * count });
	const band =
		outliers && gathered
			? {
					from: place(edge(100n - outliers.percent)),
					to: place(edge(100n + outliers.percent)),
					fromText: formatFraction2(edge(100n - outliers.percent), locale),
					toText: formatFraction2(edge(100n + outliers.percent), locale)
				}
			: undefined;
	return {
		gathered,
		outliers,
		mean,
		threshold,
		zeros: stepOf(steps, 'zeros'),
		bonus,
		outcome,
		band,
		ruleMean: gathered && line(gathered.mean),
		ruleThreshold: threshold && { at: Number(threshold.threshold), text: String(threshold.threshold) },
		ballots: (gathered?.ballots ?? []).map(({ ballotId, total }) => {
			const row = outliers?.rows.find((one) => one.ballotId === ballotId);
			const deviation = count * total - sum;
			const distance = deviation < 0n ? -deviation : deviation;
			return {
				ballotId,
				points: Number(total),
				dropped: row?.dropped ?? false,
				left: row?.left ?? 0n,
				below: deviation < 0n,
				deviation: signed(deviation),
				distance: sum === 0n ? '–' : formatPercentInColumn({ num: distance, den: sum }, locale)
			};
		}),
		calculation: mean
			? [
					{ label: m.councils_sum_valid(), figure: String(mean.sum) },
					{ label: m.councils_divided({ count: String(mean.count) }), figure: `÷ ${String(mean.count)}` },
					{ label: m.councils_mean(), figure: formatFraction2(mean.mean, locale) },
					...(bonus?.applied === true
						? [
								{
									label: m.councils_proposer(),
									figure: `+ ${formatPercent(bonus.share, locale, 0)}`
								}
							]
						: []),
					{
						label: m.councils_score(),
						figure: outcome?.score ? formatFraction2(outcome.score, locale) : '–',
						tone: 'result' as const
					}
				]
			: []
	};
}
