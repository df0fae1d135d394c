import { NO_PLACES } from './places.ts';
import type { Places } from './places.ts';

/** Fetches the control that asks for a place, where there are places to choose from. */
export async function withPlaceInput(places: Places): Promise<Places> {
	if (places.communes.length === 0) return NO_PLACES;
	return { ...places, Input: (await import('./CommuneInput.svelte')).default };
}
