import { copyComponent } from '../../../../frozen/copy-component.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({ ...data, Copy: await copyComponent(data.copy) });
