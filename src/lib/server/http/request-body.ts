/**
 * The one door for what a request carries: pages and endpoints read no body themselves. Whatever the sender got
 * wrong is answered as the sender's mistake, and no text enters that the database could not hold.
 */
import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { error } from '@sveltejs/kit';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { statusOf } from './refusal-response.ts';

/** What a form without a file may carry, bytes: a stranger's body costs a moment and not a process. */
export const FORM_BYTES = 256 * 1024;
/** What a form of many long texts may carry for somebody who is signed in: a section, a budget, a sheet, minutes. */
export const LONG_FORM_BYTES = 2 * 1024 * 1024;
/** More than the longest form of the portal asks for, and few enough to read in a moment. */
const MOST_PARTS = 5000;
/** Deeper than any shape of the portal. */
const MOST_DEPTH = 16;

function refused(code: RefusalCode): never {
	const refusal = { code };
	error(statusOf(refusal), { message: sayRefusal(refusal), code });
}

/** NUL: the one character that PostgreSQL keeps in no text. Half a surrogate pair, which UTF-8 cannot say. */
const withoutNul = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** A name that no form of ours has, and that would be no plain key of an object. */
const PROTOTYPE = '__proto__';

/** How the server itself refused: the adapter stops a body above its limit while it is read. */
function isTooLarge(thrown: unknown): boolean {
	if (!(thrown instanceof Error)) return false;
	return ('status' in thrown && thrown.status === 413) || isTooLarge(thrown.cause);
}

/**
 * The form of a POST, url-encoded or multipart, read no further than `limit` bytes. Answers by itself 413
 * `body_too_large` and 400 `input_wrong_type` (no form, a broken one, another content type, too many parts).
 */
export async function readForm(request: Request, limit = FORM_BYTES): Promise<FormData> {
	const bytes = await readBytes(request, limit);
	if (!bytes.ok) {
		return refused(bytes.refusal.code === 'body_too_large' ? 'body_too_large' : 'input_wrong_type');
	}
	let form: FormData;
	try {
		const type = request.headers.get('content-type');
		form = await new Response(bytes.value, {
			headers: type === null ? {} : { 'content-type': type }
		}).formData();
	} catch {
		return refused('input_wrong_type');
	}
	const clean = new FormData();
	let parts = 0;
	for (const [name, value] of form) {
		parts += 1;
		if (parts > MOST_PARTS) refused('input_wrong_type');
		const known = withoutNul(name);
		if (known.includes(PROTOTYPE)) continue;
		if (typeof value === 'string') clean.append(known, withoutNul(value));
		else clean.append(known, value);
	}
	return clean;
}

/**
 * The JSON of a request, read no further than `limit` bytes whatever its header says.
 * Refusals: `body_too_large`, `body_not_json` (also for what is nested deeper than anything here).
 */
export async function readJson(request: Request, limit: number): Promise<Result<unknown>> {
	const bytes = await readBytes(request, limit);
	if (!bytes.ok) return bytes;
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value);
		return cleaned(JSON.parse(text), MOST_DEPTH);
	} catch {
		return refuse('body_not_json');
	}
}

/** Refusals: `body_too_large`, before the first byte where the header says so; `body_not_json` for a broken line. */
async function readBytes(request: Request, limit: number): Promise<Result<Uint8Array<ArrayBuffer>>> {
	if (Number(request.headers.get('content-length') ?? '0') > limit) return refuse('body_too_large');
	const reader = request.body?.getReader();
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
			size += part.value.byteLength;
			if (size > limit) {
				await reader?.cancel();
				return refuse('body_too_large');
			}
			chunks.push(part.value);
		}
	} catch (thrown) {
		// A line that broke, or the server's own limit: nobody waits for more than a refusal.
		return refuse(isTooLarge(thrown) ? 'body_too_large' : 'body_not_json');
	}
	return ok(Buffer.concat(chunks));
}

/** The same value with every text in it clean. */
function cleaned(value: unknown, depth: number): Result<unknown> {
	if (typeof value === 'string') return ok(withoutNul(value));
	if (typeof value !== 'object' || value === null) return ok(value);
	if (depth === 0) return refuse('body_not_json');
	if (Array.isArray(value)) {
		const items: unknown[] = [];
		for (const item of value) {
			const one = cleaned(item, depth - 1);
			if (!one.ok) return one;
			items.push(one.value);
		}
		return ok(items);
	}
	const entries: [string, unknown][] = [];
	for (const [key, item] of Object.entries(value)) {
		if (key === PROTOTYPE) continue;
		const one = cleaned(item, depth - 1);
		if (!one.ok) return one;
		entries.push([withoutNul(key), one.value]);
	}
	return ok(Object.fromEntries(entries));
}
