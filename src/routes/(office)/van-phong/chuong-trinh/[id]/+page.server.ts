import { inVariant } from '#lib/domain/definitions/definition.ts';
import { readDefinition } from '#lib/server/app/definitions/read-definitions.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readDefinition(locals.ctx, params.id), url);
	const { variants, sections } = view.document;
	const wanted = (key: string) => url.searchParams.get(key);
	const variant = variants.find(({ key }) => key === wanted('loai'))?.key ?? variants[0]?.key ?? 'standard';
	const shown = sections.filter((section) => inVariant(section, variant));
	const section = shown.find(({ key }) => key === wanted('phan'))?.key ?? shown[0]?.key ?? '';
	return { ...view, variant, section, sections: shown.map(({ key, title }) => ({ key, title })) };
};
