/** What one member's marks come to (TT 11/2014/TT-BKHCN, Art. 13). */
import type { BallotLevelRule } from '#lib/domain/rules/ballot-rules.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { powerOfTen } from '#lib/domain/shared/exact-division.ts';
import { markOf } from '../marked-form.ts';
import type { Marks } from '../marked-form.ts';
import { testAtLeast } from '../share-test.ts';
import { REPORT } from './levels-form.ts';
import type { LevelsForm, ProductCriterion, QuantityCriterion } from './levels-form.ts';
import type { BallotLevelRow, Level, OrderRow } from './levels-steps.ts';

/**
 * "Xuất sắc": every criterion of the products is, and the report passes. "Đạt": every kind and quality passes, enough
 * quantities do, those that do not still reach their share of the order, and the report passes. Else "Không đạt".
 */
export function ballotLevel(
	{ criteria }: LevelsForm,
	{ ballotId, ballot }: { readonly ballotId: string; readonly ballot: Marks<Level> },
	rule: BallotLevelRule
): BallotLevelRow {
	const marked = ({ key }: ProductCriterion): Level => markOf(ballot, key, ballotId);
	const passes = (criterion: ProductCriterion): boolean => marked(criterion) !== 'failed';
	const qualities = criteria.filter(({ measures }) => measures === 'quality');
	const amounts = criteria.filter((criterion) => criterion.measures === 'quantity');
	const excellent = criteria.filter((criterion) => marked(criterion) === 'excellent').length;
	const qualitiesMet = qualities.filter(passes).length;
	const quantities = testAtLeast(
		rule.quantitiesMet,
		BigInt(amounts.filter(passes).length),
		BigInt(amounts.length)
	);
	const orders = amounts.filter((criterion) => !passes(criterion)).map((one) => orderRow(one, rule));
	const report = markOf(ballot, REPORT, ballotId);
	const passed =
		qualitiesMet === qualities.length &&
		quantities.met &&
		orders.every(({ sides }) => sides.met) &&
		report !== 'failed';
	const whole = excellent === criteria.length && report !== 'failed';
	return {
		ballotId,
		level: whole ? 'excellent' : passed ? 'passed' : 'failed',
		excellentCount: BigInt(excellent),
		criteriaCount: BigInt(criteria.length),
		qualitiesMet: BigInt(qualitiesMet),
		qualitiesCount: BigInt(qualities.length),
		quantities,
		orders,
		report
	};
}

function orderRow({ key, ordered, delivered }: QuantityCriterion, rule: BallotLevelRule): OrderRow {
	const scale = Math.max(ordered.scale, delivered.scale);
	const sides = testAtLeast(rule.leastOfOrder, wholeAt(delivered, scale), wholeAt(ordered, scale));
	return { criterionKey: key, sides };
}

function wholeAt({ unscaled, scale }: Decimal, to: number): bigint {
	return unscaled * powerOfTen(to - scale);
}
