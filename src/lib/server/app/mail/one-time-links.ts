import { LINK_PATHS } from '../steps/identity/links.ts';

const paths = Object.values(LINK_PATHS).join('|');
const ONE_TIME_LINK = new RegExp(`(${paths})/[A-Za-z0-9_-]{20,}`, 'g');

/** The text with the secrets of its one-time links blotted out: they are their reader's alone. */
export function withoutLinks(text: string): string {
	return text.replace(ONE_TIME_LINK, '$1/…');
}
