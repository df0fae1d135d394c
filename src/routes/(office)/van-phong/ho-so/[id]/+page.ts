import { copyComponent } from '../../../../frozen/copy-component.ts';
import type { PageLoad } from './$types';

/** A dossier that is judged shows what others do not: a visit fetches what it shows. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	Copy: await copyComponent(data.copy),
	Validity: data.may.check ? (await import('#lib/features/office/ValidityForm.svelte')).default : null
});
