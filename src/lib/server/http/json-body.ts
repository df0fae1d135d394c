import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/**
 * The JSON of a request, read no further than `limit` bytes whatever its header says.
 * Refusals: `body_too_large`, `body_not_json`.
 */
export async function readJson(request: Request, limit: number): Promise<Result<unknown>> {
	if (Number(request.headers.get('content-length') ?? '0') > limit) return refuse('body_too_large');
	const reader = request.body?.getReader();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
		size += part.value.byteLength;
		if (size > limit) {
			await reader?.cancel();
			return refuse('body_too_large');
		}
		chunks.push(part.value);
	}
	try {
		return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))));
	} catch {
		return refuse('body_not_json');
	}
}
