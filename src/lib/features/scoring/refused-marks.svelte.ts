import { markField } from '#lib/contracts/scoring/sheet-fields.ts';
import { markSlots } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { readMark } from '#lib/domain/scoring/typed-mark.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** The most that each place takes, by slot key. */
function mostOf(rubric: Rubric): ReadonlyMap<string, number> {
	return new Map(rubric.criteria.flatMap(markSlots).map(({ key, max }) => [key, max]));
}

/** Texts in boxes for marks that no mark can be: they stay where they were typed, say why, and count for nothing. */
export class RefusedMarks {
	/** What stands in the box, by slot key. */
	texts = $state<Record<string, string>>({});
	readonly #most: ReadonlyMap<string, number>;

	constructor(rubric: Rubric, typed: Readonly<Record<string, string>>) {
		this.#most = mostOf(rubric);
		for (const slot of this.#most.keys()) this.read(slot, typed[markField(slot)] ?? '');
	}

	/** The mark that a text stands for; null where there is none, and the text is kept with its reason. */
	read(slot: string, text: string): number | null {
		const mark = readMark(text, this.#most.get(slot) ?? 0);
		if (mark.ok) {
			const { [slot]: _mended, ...rest } = this.texts;
			this.texts = rest;
			return mark.value;
		}
		this.texts = { ...this.texts, [slot]: text };
		return null;
	}

	why(slot: string): string | undefined {
		const text = this.texts[slot];
		if (text === undefined) return undefined;
		const max = this.#most.get(slot) ?? 0;
		const mark = readMark(text, max);
		if (mark.ok) return undefined;
		return mark.refusal.code === 'mark_out_of_range'
			? m.refusal_mark_out_of_range({ max: String(max) })
			: m.refusal_mark_not_whole();
	}

	/** Slot keys, in the order of the sheet. */
	get slots(): string[] {
		return [...this.#most.keys()].filter((slot) => Object.hasOwn(this.texts, slot));
	}
}
