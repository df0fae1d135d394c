import type { Rendered } from '#lib/contracts/rendered.ts';

/** What renders the copy of a dossier that came as data; a page that came whole holds it already. */
export async function copyComponent(copy: Rendered) {
	return copy.props === null ? null : (await import('./FrozenDossier.svelte')).default;
}
