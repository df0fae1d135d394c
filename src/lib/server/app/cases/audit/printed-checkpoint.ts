import type { App } from '../../ports.ts';

/** A checkpoint as a paper keeps it. */
export interface PrintedCheckpoint {
	readonly origin: string;
	readonly size: string;
	readonly root: string;
	readonly at: string;
}

/** The newest checkpoint; null where there is none or the folder does not answer, since nothing that is received waits for it. */
export async function printedCheckpoint({
	checkpoints
}: Pick<App, 'checkpoints'>): Promise<PrintedCheckpoint | null> {
	try {
		const newest = await checkpoints?.newest();
		if (newest === undefined) return null;
		const { text, checkpoint } = newest;
		return {
			origin: text.slice(0, text.indexOf('\n')),
			size: String(checkpoint.size),
			root: checkpoint.root,
			at: checkpoint.at.toISOString()
		};
	} catch {
		return null;
	}
}
