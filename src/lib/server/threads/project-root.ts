import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of every installation: the built server finds its sources by it as well. */
const MARK = 'src/lib/server/render/templates';

/** The folder above this file, built or not, that holds the sources. */
export function projectRoot(): string {
	let folder = path.dirname(fileURLToPath(import.meta.url));
	for (;;) {
		if (existsSync(path.join(folder, MARK))) return folder;
		const above = path.dirname(folder);
		if (above === folder) throw new Error(`the folder ${MARK} is missing`);
		folder = above;
	}
}
