import { dossierParts } from '../../dossier-parts.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({ ...data, ...(await dossierParts(data)) });
