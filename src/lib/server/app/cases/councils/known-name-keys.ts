import { nameKeys } from '#lib/domain/councils/name-key.ts';

/** Names that are kept with their readings: of several calls with hundreds of dossiers each. */
const MOST_KEPT = 20_000;

const known = new Map<string, readonly string[]>();

/**
 * The readings of a name as the core gives them. Every page of a council compares all who are named in its dossiers
 * with its members, and reading one name takes as long as a hundred comparisons: the same name is read once.
 */
export function knownNameKeys(name: string): readonly string[] {
	const kept = known.get(name);
	if (kept !== undefined) return kept;
	if (known.size >= MOST_KEPT) known.clear();
	const keys = nameKeys(name);
	known.set(name, keys);
	return keys;
}
