import type { PageServerLoad } from './$types';
import { readBackups } from '#lib/server/app/operations/read-backups.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayBackups } from '#lib/server/http/say-backups.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	sayBackups(valueOrError(await readBackups(locals.ctx), url), locals.ctx.locale);
