const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const TYPED = /^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$/;

/** `2026-12-10` -> `10/12/2026`; anything else stays as it is. */
export function typedFromIso(text: string): string {
	return text.replace(ISO, '$3/$2/$1');
}

/** `10/12/2026` -> `2026-12-10` for the browser's calendar; undefined for what is not such a text. */
export function isoFromTyped(text: string): string | undefined {
	const [, day, month, year] = TYPED.exec(text) ?? [];
	if (!day || !month || !year) return undefined;
	return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `1-2-2026`, `1.2.2026` and `01022026` -> `01/02/2026`; what is not a date is left as typed. */
export function tidyTyped(text: string): string {
	const run = /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text);
	const iso = isoFromTyped(run ? `${run[1]}/${run[2]}/${run[3]}` : text);
	return iso ? typedFromIso(iso) : text;
}
