import type { CompilerOptions } from '@inlang/paraglide-js';

/**
 * Vietnamese addresses stand bare, English ones under /en/ (the first address that fits wins).
 * One place for the build, the checks and the tests.
 */
export const paraglideOptions: CompilerOptions = {
	project: './project.inlang',
	outdir: './src/lib/i18n/paraglide',
	// No `urlPatterns`: the default ones say exactly this, and addresses are then made by cutting text. Patterns of
	// our own would go through URLPattern at every link of every page.
	strategy: ['url', 'baseLocale']
};
