import type { PrintSpec } from '#lib/domain/definitions/print-spec.ts';

/** What stands under each page of a form. */
export function formTitle({ form, name, subject }: PrintSpec): string {
	return [...(form === undefined ? [] : [`Mẫu ${form}`]), `${name}: ${subject}`].join(' · ');
}
