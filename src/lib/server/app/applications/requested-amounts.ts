import { asFraction } from '#lib/domain/definitions/expression-evaluate.ts';
import type { FormReading } from '#lib/domain/definitions/form-reading.ts';
import { roundHalfUpFraction } from '#lib/domain/shared/fraction.ts';

/** đồng that the enterprise asks for and puts in itself, by the definition's own expressions; null where there are none. */
export function requestedAmounts(reading: FormReading): {
	readonly requested: bigint | null;
	readonly own: bigint | null;
} {
	const { amounts } = reading.form.definition;
	const figure = (source: string | undefined): bigint | null => {
		const value = source === undefined ? null : asFraction(reading.value(source, {}));
		return value === null ? null : roundHalfUpFraction(value, 0).unscaled;
	};
	return { requested: figure(amounts.requested), own: figure(amounts.own) };
}
