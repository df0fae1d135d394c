import type { PageServerLoad } from './$types';
import { readDossier } from '#lib/server/app/sheets/read-dossier.ts';
import { dossierPage } from '#lib/server/http/dossier-page.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	dossierPage(
		valueOrError(await readDossier(locals.ctx, { councilId: params.council, applicationId: params.id }), url)
	);
