import { because, ok, refuse } from '../shared/result.ts';
import type { Refusal, Result } from '../shared/result.ts';

/** Into how many shares the key of an opening is parted, and how many of them open. */
export const SHARES = 3;
export const SHARES_TO_OPEN = 2;

/** Whoever holds a share, and by what the share is known: the SHA-256 of its bytes, hex. */
export interface ShareMark {
	readonly name: string;
	readonly mark: string;
}

/**
 * The names of the officials who hold the shares, in the order of the shares. Refuses with every problem at its
 * field: `holder_missing`, `holder_repeated`.
 */
export function shareHolders(typed: readonly string[]): Result<readonly string[]> {
	const names = Array.from({ length: SHARES }, (_, index) => (typed[index] ?? '').normalize('NFC').trim());
	const causes = names.flatMap((name, index): Refusal[] => {
		const field = `holder${index + 1}`;
		if (name === '') return [because('holder_missing', { field })];
		const before = names.slice(0, index).map((one) => one.toLowerCase());
		return before.includes(name.toLowerCase()) ? [because('holder_repeated', { field })] : [];
	});
	const [first] = causes;
	if (first === undefined) return ok(names);
	return causes.length === 1 ? { ok: false, refusal: first } : refuse('holders_incomplete', { causes });
}

export interface Share {
	readonly callCode: string;
	/** 1 to 3. */
	readonly number: number;
	/** base64url */
	readonly secret: string;
}

const SHARE = /chuan-khoa\/1\.([A-Z0-9-]{1,24})\.([1-3])\.([A-Za-z0-9_-]{40,200})(?![A-Za-z0-9_-])/;

/** The line that an official keeps: it names the call and the number of the share. */
export function shareLine({ callCode, number, secret }: Share): string {
	return `chuan-khoa/1.${callCode}.${number}.${secret}`;
}

/** Finds the line in what was pasted, whatever stands around it and however it was broken; undefined: there is none. */
export function readShare(pasted: string): Share | undefined {
	const [, callCode, number, secret] = SHARE.exec(pasted) ?? SHARE.exec(pasted.replace(/\s+/g, '')) ?? [];
	if (callCode === undefined || number === undefined || secret === undefined) return undefined;
	return { callCode, number: Number(number), secret };
}

/** A share as it was handed in, with the SHA-256 of its bytes. */
export interface HandedShare {
	readonly share: Share;
	readonly mark: string;
}

/**
 * Whether two shares are handed in that open this call. Each problem is said at its field: `share_missing`,
 * `share_unreadable`, `share_of_other_call`, `share_wrong`, `share_repeated`. Gives who opened, in the order of the fields.
 */
export function sharesToOpen(
	key: { readonly callCode: string; readonly holders: readonly ShareMark[] },
	fields: readonly { readonly typed: string; readonly handed: HandedShare | undefined }[]
): Result<readonly string[]> {
	const causes: Refusal[] = [];
	const names: string[] = [];
	fields.forEach(({ typed, handed }, index) => {
		const problem = problemOf(key, typed, handed, names, `share${index + 1}`);
		if (typeof problem === 'string') names.push(problem);
		else causes.push(problem);
	});
	const [first] = causes;
	if (first === undefined) return ok(names);
	return causes.length === 1 ? { ok: false, refusal: first } : refuse('shares_not_enough', { causes });
}

/** The name of the holder where the share is right. */
function problemOf(
	{ callCode, holders }: { readonly callCode: string; readonly holders: readonly ShareMark[] },
	typed: string,
	handed: HandedShare | undefined,
	before: readonly string[],
	field: string
): Refusal | string {
	if (typed.trim() === '') return because('share_missing', { field });
	if (handed === undefined) return because('share_unreadable', { field });
	const { share, mark } = handed;
	if (share.callCode !== callCode)
		return because('share_of_other_call', { field, params: { code: share.callCode } });
	const holder = holders.find((one) => one.mark === mark);
	if (holder === undefined) return because('share_wrong', { field });
	return before.includes(holder.name) ? because('share_repeated', { field }) : holder.name;
}
