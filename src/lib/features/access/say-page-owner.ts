import { PAGE_OF } from '#lib/contracts/page-of.ts';

/** Says with every form that is sent from this window whose page it is, `''` for a visitor's; gives what stops it. */
export function sayPageOwner(ownerOf: () => string): () => void {
	const say = (): void => {
		document.cookie = `${PAGE_OF}=${ownerOf()}; path=/; max-age=60; samesite=strict`;
	};
	document.addEventListener('submit', say, true);
	return () => document.removeEventListener('submit', say, true);
}
