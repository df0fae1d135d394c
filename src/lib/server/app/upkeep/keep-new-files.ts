import { refuse } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import { reportObject } from '../steps/uploads/report-object.ts';

const AT_ONCE = 50;

/**
 * Copies the next files that are not in the backup place yet; gives how many. A file whose bytes are damaged or gone is
 * told as such and left out from then on; a place that is away is seen by its age.
 */
export async function keepNewFiles(app: App): Promise<number> {
	const place = await app.keeper?.place();
	if (app.keeper === undefined || place === undefined) return 0;
	let kept = 0;
	for (const file of await app.db.read.upkeep.notKept(place, AT_ONCE)) {
		const state = await app.keeper.keep(file);
		if (state === 'gone') break;
		if (state === 'kept' || state === 'there') {
			await app.db.read.upkeep.kept(place, file.sha256);
			kept++;
		} else {
			await reportObject(app, file, refuse(state === 'damaged' ? 'object_damaged' : 'object_not_found'));
		}
	}
	return kept;
}
