import { readPublicLog } from '#lib/server/app/audit/read-public-log.ts';
import { WITNESS_SCRIPT } from '#lib/server/audit/witness-script.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const log = await readPublicLog(locals.ctx);
	const { name, sha256 } = WITNESS_SCRIPT;
	return {
		portal: locals.ctx.app.config.origin,
		script: { name, sha256 },
		log: log.ok
			? {
					origin: log.value.newest.text.slice(0, log.value.newest.text.indexOf('\n')),
					size: log.value.newest.checkpoint.size,
					root: log.value.newest.checkpoint.root,
					at: log.value.newest.checkpoint.at,
					keys: log.value.keys
				}
			: null
	};
};
