import { withPlaceInput } from '#lib/features/form/place-input.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({ ...data, places: await withPlaceInput(data.places) });
