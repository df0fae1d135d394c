import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { clientParts } from './scripts/client-parts.ts';
import { paraglideOptions } from './scripts/paraglide-options.ts';
import { shortMessages } from './scripts/short-messages.ts';

export default defineConfig({
	plugins: [
		tailwindcss(),
		paraglideVitePlugin(paraglideOptions),
		shortMessages(),
		clientParts(),
		sveltekit()
	],
	build: {
		// The list of what every page imports was 2 KB in the first load of each; a page's own imports are fetched with it.
		modulePreload: { polyfill: false, resolveDependencies: () => [] },
		rolldownOptions: {
			// Where the seconds of a build went is asked of a profile, not of every start.
			checks: { pluginTimings: false }
		}
	}
});
