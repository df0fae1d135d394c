/**
 * Vietnamese addresses stand bare, English ones under /en: the same addresses, made and read by cutting text, since
 * every link of every page passes here.
 */
const ENGLISH = '/en';

export function localeOfPath(pathname: string): 'vi' | 'en' {
	return pathname === ENGLISH || pathname.startsWith(`${ENGLISH}/`) ? 'en' : 'vi';
}

/** The address that the routes know: `/en/ho-so` is `/ho-so`, `/en` is `/`. */
export function withoutLocale(pathname: string): string {
	if (localeOfPath(pathname) === 'vi') return pathname;
	return pathname.slice(ENGLISH.length) || '/';
}

/** A page of the portal as somebody outside of it opens it, in a language; `path` is without the language. */
export function portalAddress(origin: string, path: string, locale: 'vi' | 'en'): string {
	return `${origin}${locale === 'en' ? '/en' : ''}${path}`;
}
