import type { CompilerOptions } from '@inlang/paraglide-js';

/**
 * Vietnamese addresses stand bare, English ones under /en/ (the first address that fits wins).
 * One place for the build, the checks and the tests.
 */
export const paraglideOptions: CompilerOptions = {
	project: './project.inlang',
	outdir: './src/lib/i18n/paraglide',
	strategy: ['url', 'baseLocale'],
	urlPatterns: [
		{
			pattern: '/:path(.*)?',
			localized: [
				['en', '/en/:path(.*)?'],
				['vi', '/:path(.*)?']
			]
		}
	]
};
