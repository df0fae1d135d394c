import { withCopy } from '../../../../../frozen/frozen-copy.server.ts';
import type { PageServerLoad } from './$types';
import { readDossier } from '#lib/server/app/sheets/read-dossier.ts';
import { dossierPage } from '#lib/server/http/dossier-page.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async (event) => {
	const { locals, params, url } = event;
	const about = { councilId: params.council, applicationId: params.id };
	return withCopy(event, dossierPage(valueOrError(await readDossier(locals.ctx, about), url)));
};
