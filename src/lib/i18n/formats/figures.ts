import { decimal, normaliseDecimal, roundHalfUpDecimal, type Decimal } from '#lib/domain/shared/decimal.ts';
import { absolute } from '#lib/domain/shared/exact-division.ts';
import { roundHalfUpFraction, type Fraction } from '#lib/domain/shared/fraction.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { MINUS, NO_BREAK_SPACE, type Locale } from './locale.ts';

const GROUP_MARK: Record<Locale, string> = { vi: '.', en: ',' };
const DECIMAL_MARK: Record<Locale, string> = { vi: ',', en: '.' };

function grouped(digits: string, locale: Locale): string {
	return digits.replace(/\B(?=(?:\d{3})+$)/g, GROUP_MARK[locale]);
}

/** A whole number with its thousands parted: `68.400`, in English `68,400`; minus as U+2212. */
export function formatInteger(value: bigint | number, locale: Locale): string {
	const whole = BigInt(value);
	return `${whole < 0n ? MINUS : ''}${grouped(absolute(whole).toString(), locale)}`;
}

/** An amount without its unit, for columns whose head names it: `1.234.567.000`. */
export function formatDongFigure(amount: Dong, locale: Locale): string {
	return formatInteger(amount, locale);
}

/** An amount with its unit, which never breaks away from it: `1.234.567.000 đồng`, in English `1,234,567,000 VND`. */
export function formatDong(amount: Dong, locale: Locale): string {
	return `${formatInteger(amount, locale)}${NO_BREAK_SPACE}${locale === 'vi' ? 'đồng' : 'VND'}`;
}

/**
 * A decimal as read: `12,5`, in English `12.5`. With `scale` it shows exactly that many decimals, rounded half away
 * from zero; without it, the decimals that the value needs.
 */
export function formatDecimal(value: Decimal, locale: Locale, scale?: number): string {
	const shown = scale === undefined ? normaliseDecimal(value) : roundHalfUpDecimal(value, scale);
	const digits = absolute(shown.unscaled)
		.toString()
		.padStart(shown.scale + 1, '0');
	const whole = grouped(digits.slice(0, digits.length - shown.scale), locale);
	const behind = digits.slice(digits.length - shown.scale);
	const sign = shown.unscaled < 0n ? MINUS : '';
	return behind === '' ? `${sign}${whole}` : `${sign}${whole}${DECIMAL_MARK[locale]}${behind}`;
}

/** A mean or final score with two decimals, the one rounding it ever meets: `81,50`, in English `81.50`. */
export function formatFraction2(value: Fraction, locale: Locale): string {
	return formatDecimal(roundHalfUpFraction(value, 2), locale, 2);
}

/** An amount in millions of đồng with three decimals ("Đơn vị tính: triệu đồng"). Print it; never add such cells up. */
export function formatMillionDong(amount: Dong, locale: Locale): string {
	return formatDecimal(decimal(amount, 6), locale, 3);
}

/** A share in percent with always one decimal, for figures that stand under one another: `−3,0%` above `−1,8%`. */
export function formatPercentInColumn(value: Fraction, locale: Locale): string {
	const percent = roundHalfUpFraction({ num: value.num * 100n, den: value.den }, 1);
	return `${formatDecimal(percent, locale, 1)}%`;
}

/** A share in percent with at most `scale` decimals (default 1): 1/20 is `5%`. */
export function formatPercent(value: Fraction, locale: Locale, scale = 1): string {
	const percent = roundHalfUpFraction({ num: value.num * 100n, den: value.den }, scale);
	return `${formatDecimal(percent, locale)}%`;
}
