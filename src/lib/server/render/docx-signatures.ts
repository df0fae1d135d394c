import type { Paragraph, Table } from 'docx';
import type { Signature } from '#lib/domain/papers/paper.ts';
import { sideBySide } from './docx-tables.ts';
import { centred, line } from './docx-text.ts';

/** Room for the pen and the stamp, twips. */
const ROOM = 1250;
/** So many stand in a row. */
const IN_A_ROW = 3;
/** Share of the width of one signature that stands alone, at the right. */
const ALONE = 0.52;

const titled = ({ onBehalf, title }: Signature, size: number): Paragraph[] =>
	[...onBehalf, title].map((text) => centred(text.toUpperCase(), { size, bold: true }, { keepNext: true }));

const hinted = ({ hint }: Signature): Paragraph[] => [
	centred(hint, { size: 12, italics: true }, { keepNext: true })
];

const named = ({ name }: Signature, size: number): Paragraph[] => [
	centred(name, { size, bold: true }, { spacing: { before: ROOM } })
];

/** Who signs beside who receives it (ô 7 and 9b). */
export function foot(recipients: readonly string[], signature: Signature, width: number): Table {
	const right = Math.round(width * ALONE);
	return sideBySide(
		[width - right, right],
		[
			[
				[
					line('Nơi nhận:', { size: 12, bold: true, italics: true }),
					...recipients.map((name) => line(`- ${name}`, { size: 11 }))
				],
				[...titled(signature, 14), ...hinted(signature), ...named(signature, 14)]
			]
		]
	);
}

/** Signatures in rows of three at most, names in line; one alone stands at the right, where a reader looks for it. */
export function signed(signatures: readonly Signature[], width: number): Table[] {
	const [only, ...others] = signatures;
	if (only !== undefined && others.length === 0) {
		const right = Math.round(width * ALONE);
		const cell = [...titled(only, 13), ...hinted(only), ...named(only, 13)];
		return [sideBySide([width - right, right], [[[line('')], cell]])];
	}
	const rows: Signature[][] = [];
	for (let from = 0; from < signatures.length; from += IN_A_ROW)
		rows.push(signatures.slice(from, from + IN_A_ROW));
	return rows.map((row) =>
		sideBySide(
			row.map(() => Math.floor(width / row.length)),
			[row.map((one) => titled(one, 12)), row.map(hinted), row.map((one) => named(one, 12))]
		)
	);
}
