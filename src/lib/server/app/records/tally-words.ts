import { formatFraction2, formatInteger, formatPercent } from '#lib/i18n/formats/figures.ts';
import type { TallyStep } from '#lib/domain/scoring/tally-steps.ts';

/** Names of criteria, for steps that speak of them. */
export type CriterionNames = ReadonlyMap<string, string>;

/** One step of the arithmetic as a sentence of the minutes, with the integers that decided. */
export function stepSentences(step: TallyStep, criteria: CriterionNames): string[] {
	switch (step.kind) {
		case 'gathered':
			return [
				`Tổng số phiếu: ${step.count}; tổng điểm ${step.sum}; điểm trung bình của mọi phiếu ${formatFraction2(step.mean, 'vi')}.`
			];
		case 'outliers':
			return step.dropped === 0n
				? [`Không có phiếu lệch quá ${step.percent}% so với điểm trung bình (${step.citation}).`]
				: step.rows
						.filter(({ dropped }) => dropped)
						.map(
							({ total, deviation, left }) =>
								`Phiếu ${total} điểm bị loại vì lệch quá ${step.percent}%: ${step.factor} × |${formatInteger(deviation, 'vi')}| = ${left} > ${step.right} (${step.citation}).`
						);
		case 'mean':
			return [
				`Phiếu hợp lệ: ${step.count}; tổng điểm ${step.sum}; điểm trung bình ${step.sum} : ${step.count} = ${formatFraction2(step.mean, 'vi')}.`
			];
		case 'threshold':
			return [
				`Ngưỡng ${step.threshold} điểm: ${step.left} ${step.passed ? '≥' : '<'} ${step.right}, ${step.passed ? 'đạt' : 'không đạt'} (${step.citation}).`
			];
		case 'zeros': {
			const failed = step.rows.filter((row) => row.failed);
			return failed.length === 0
				? [
						`Không có tiêu chí nào bị quá ${formatPercent(step.share, 'vi')} số thành viên có mặt cho 0 điểm (${step.citation}).`
					]
				: failed.map(
						(row) =>
							`Tiêu chí “${criteria.get(row.criterionKey) ?? row.criterionKey}” có ${row.zeros} phiếu 0 điểm: ${row.left} > ${step.right}, không đạt (${step.citation}).`
					);
		}
		case 'bonus':
			return step.applied
				? [
						`Tổ chức đề xuất nhiệm vụ được cộng ${formatPercent(step.share, 'vi')}: ${formatFraction2(step.before, 'vi')} thành ${formatFraction2(step.after, 'vi')} (${step.citation}).`
					]
				: [];
		case 'outcome':
			return step.score === null
				? ['Không còn phiếu hợp lệ.']
				: [`Điểm xếp hạng: ${formatFraction2(step.score, 'vi')}.`];
	}
}
