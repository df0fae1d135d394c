import type { Operation } from '#lib/domain/drafts/operations.ts';

/** Browsers let 64 KB outlive a page; a page that stays may send what a slow line carries in reasonable time. */
const BYTES = { page: 200_000, leaving: 48_000 } as const;
const MOST = 200;

/** The first of those that wait, as many as one request carries; at least one, or nothing would ever go out. */
export function portionOf(operations: readonly Operation[], by: keyof typeof BYTES): readonly Operation[] {
	const encoder = new TextEncoder();
	let bytes = 0;
	const portion: Operation[] = [];
	for (const operation of operations) {
		bytes += encoder.encode(JSON.stringify(operation)).length + 1;
		if (portion.length >= MOST || (portion.length > 0 && bytes > BYTES[by])) break;
		portion.push(operation);
	}
	return portion;
}
