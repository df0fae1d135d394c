import type { PlaceValues } from '#lib/domain/drafts/place-values.ts';
import type { DraftAdapter } from './ports.ts';

/** The browser's side of `placeApply`: an object that is a value at each of its places. */
export const placeAdapter: DraftAdapter<PlaceValues> = {
	merge: (values, operations) =>
		operations.reduce<PlaceValues>((held, { path, value }) => ({ ...held, [path]: value }), values),
	read: (content) => (isValues(content) ? content : undefined)
};

function isValues(content: unknown): content is PlaceValues {
	return typeof content === 'object' && content !== null && !Array.isArray(content);
}
