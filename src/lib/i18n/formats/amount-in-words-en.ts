import { absolute } from '#lib/domain/shared/exact-division.ts';
import type { Dong } from '#lib/domain/shared/money.ts';

const BELOW_TWENTY = [
	...[
		'zero',
		'one',
		'two',
		'three',
		'four',
		'five',
		'six',
		'seven',
		'eight',
		'nine',
		'ten',
		'eleven',
		'twelve'
	],
	...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen']
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion', 'quintillion'];

function belowHundred(value: number): string {
	if (value < 20) return BELOW_TWENTY[value] ?? '';
	const ten = TENS[Math.floor(value / 10)] ?? '';
	return value % 10 === 0 ? ten : `${ten}-${BELOW_TWENTY[value % 10] ?? ''}`;
}

function belowThousand(value: number): string {
	const hundreds = Math.floor(value / 100);
	const rest = value % 100;
	if (hundreds === 0) return belowHundred(rest);
	const said = `${BELOW_TWENTY[hundreds] ?? ''} hundred`;
	return rest === 0 ? said : `${said} and ${belowHundred(rest)}`;
}

function positiveWords(value: bigint): string {
	const parts: string[] = [];
	let rest = value;
	for (let scale = 0; rest > 0n; scale += 1) {
		const unit = SCALES[scale];
		if (unit === undefined) throw new RangeError(`too large to read out: ${value}`);
		const group = Number(rest % 1000n);
		if (group > 0) {
			// "two billion and five": a last group below a hundred is joined by "and".
			const joined =
				scale === 0 && group < 100 && value >= 1000n ? `and ${belowThousand(group)}` : belowThousand(group);
			parts.unshift(unit === '' ? joined : `${joined} ${unit}`);
		}
		rest /= 1000n;
	}
	return parts.join(' ');
}

/** An amount in English words, for readers of the English pages; official documents are in Vietnamese. */
export function dongInEnglishWords(amount: Dong): string {
	const words = amount === 0n ? 'zero' : positiveWords(absolute(amount));
	const signed = `${amount < 0n ? 'minus ' : ''}${words} Vietnamese dong`;
	return signed.charAt(0).toUpperCase() + signed.slice(1);
}
