import type { Result } from '#lib/domain/shared/result.ts';

type Made = Promise<Result<Uint8Array>>;

/**
 * Files that many ask for and that never change: each is made once, also while several wait for it. A refusal is not
 * kept. At most `most` stay; then all are made anew.
 */
export function keptFiles(most: number): (key: string, make: () => Made) => Made {
	const kept = new Map<string, Made>();
	return (key, make) => {
		const known = kept.get(key);
		if (known !== undefined) return known;
		if (kept.size >= most) kept.clear();
		const made = make();
		kept.set(key, made);
		const forget = (): void => {
			if (kept.get(key) === made) kept.delete(key);
		};
		made.then((file) => {
			if (!file.ok) forget();
		}, forget);
		return made;
	};
}
