import { refuse, type Refusal } from '#lib/domain/shared/result.ts';
import { DamagedObject } from './disk-object-file.ts';

interface Refused {
	readonly ok: false;
	readonly refusal: Refusal;
}

/** Runs work on the file system; what the operating system refuses becomes a refusal, a bug stays a throw. */
export async function onSystem<T>(work: () => Promise<T>): Promise<T | Refused> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof DamagedObject)
			return refuse('object_damaged', { params: { reason: error.message } });
		const code = systemCode(error);
		if (code === null) throw error;
		if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('store_full');
		return refuse('store_unavailable', { params: { reason: code } });
	}
}

/** `ENOENT` and its like, or null when the error did not come from the operating system. */
export function systemCode(error: unknown): string | null {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
	return /^E[A-Z0-9]+$/.test(error.code) ? error.code : null;
}

export function isMissing(error: unknown): boolean {
	return systemCode(error) === 'ENOENT';
}
