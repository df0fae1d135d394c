import type { Rendered } from '#lib/contracts/rendered.ts';
import { copyComponent } from '../../../frozen/copy-component.ts';

/** A dossier with a survey shows what others do not: a visit fetches what it shows. */
export async function dossierParts({ copy, survey }: { readonly copy: Rendered; readonly survey?: unknown }) {
	return {
		Copy: await copyComponent(copy),
		Survey: survey ? (await import('#lib/features/office/SurveyMinutes.svelte')).default : null
	};
}
