import { normLabel, roleLabel } from '#lib/domain/budgets/code-lists.ts';
import type { BudgetCheck, CheckOutcome } from '#lib/domain/budgets/checks.ts';
import { formatDongFigure } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

export const CHECK_TONES: Readonly<Record<CheckOutcome, Tone>> = {
	met: 'ok',
	justified: 'ok',
	needs_justification: 'warn',
	broken: 'bad'
};

/** A check in words, with its figures: what was held against what. */
export function checkWords(check: BudgetCheck, locale: Locale): string {
	const { params } = check;
	const dong = (name: string): string => formatDongFigure(BigInt(params[name] ?? '0'), locale);
	const share = (name: string): string => percent(params[name] ?? '0/1');
	switch (check.code) {
		case 'one_person_in_role':
			return m.budgets_check_one_person({
				role: localizedText(roleLabel(params['role'] ?? ''), locale),
				persons: params['persons'] ?? '0'
			});
		case 'leader_norm':
			return m.budgets_check_leader_norm({ norm: dong('norm'), ceiling: dong('ceiling') });
		case 'role_coefficient':
			return m.budgets_check_role_coefficient({ ceiling: share('ceiling') });
		case 'domestic_expert_share':
			return m.budgets_check_domestic_experts({
				amount: dong('amount'),
				limit: dong('limit'),
				share: share('ceiling')
			});
		case 'foreign_expert_share':
			return m.budgets_check_foreign_experts({
				amount: dong('amount'),
				limit: dong('limit'),
				share: share('ceiling')
			});
		case 'unit_price_norm':
			return m.budgets_check_unit_price({
				norm: localizedText(normLabel(params['norm'] ?? ''), locale),
				price: dong('price'),
				ceiling: dong('ceiling')
			});
	}
}

/** "30/100" as "30%"; whole percents only, as circulars write them. */
function percent(fraction: string): string {
	const [num = '0', den = '1'] = fraction.split('/');
	return `${String((BigInt(num) * 100n) / BigInt(den))}%`;
}

/** The chip of a check: short, since the words stand beside it. */
export function outcomeWord(outcome: CheckOutcome): string {
	switch (outcome) {
		case 'met':
			return m.budgets_check_met();
		case 'justified':
			return m.budgets_check_justified();
		case 'needs_justification':
			return m.budgets_check_needs_justification();
		case 'broken':
			return m.budgets_check_broken();
	}
}
