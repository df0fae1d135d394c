import { commentField, markField } from '#lib/contracts/scoring/sheet-fields.ts';
import { markSlots } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';

/** What the sheet calls the place of a control (`mark.<slot>`, `comment.<criterion>`, `comment`); undefined for none. */
export function placeName(rubric: Rubric, field: string): string | undefined {
	if (field === 'comment') return m.councils_overall();
	const at = rubric.criteria.findIndex(
		(one) => field === commentField(one.key) || markSlots(one).some((slot) => field === markField(slot.key))
	);
	const criterion = rubric.criteria[at];
	if (criterion === undefined) return undefined;
	const subs = criterion.scale.kind === 'rating' ? criterion.scale.sub : [];
	const part = subs.findIndex((one) => field === markField(`${criterion.key}.${one.key}`));
	const sub = subs[part];
	const number = sub === undefined ? `${String(at + 1)}.` : `${String(at + 1)}.${String(part + 1)}`;
	return `${number} ${localizedText((sub ?? criterion).label, getLocale())}`;
}
