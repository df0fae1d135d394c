import type { Repositories } from '../../ports.ts';

/** What the log keeps of a dossier's content; nothing while the dossier is sealed, since the log lies in the database. */
export async function unlessSealed<T extends object>(
	read: Repositories,
	applicationId: string,
	content: T
): Promise<Partial<T>> {
	return (await read.sealing.sealingOf(applicationId)) === undefined ? content : {};
}
