import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { paraglideOptions } from './scripts/paraglide-options.ts';
import { shortMessages } from './scripts/short-messages.ts';

const TABLES = 'DataTable|Hash';
const LISTS = 'Pagination|SearchBox|FilterBar|DefinitionList|ConfirmDialog';

export default defineConfig({
	plugins: [tailwindcss(), paraglideVitePlugin(paraglideOptions), shortMessages(), sveltekit()],
	build: {
		// The list of what every page imports was 2 KB in the first load of each; a page's own imports are fetched with it.
		modulePreload: { polyfill: false, resolveDependencies: () => [] },
		rolldownOptions: {
			// Where the seconds of a build went is asked of a profile, not of every start.
			checks: { pluginTimings: false },
			output: {
				codeSplitting: {
					// What most pages use travels as one file: a hundred files of a few hundred bytes compress badly, and a
					// heavy page was 10 KB heavier for it. What pages of lists alone show travels apart from what forms need.
					groups: [
						{
							name: 'shared',
							test: new RegExp(`src/lib/(i18n/|ui/(?!(${TABLES}|${LISTS})\\.))`),
							minShareCount: 12,
							priority: 3
						},
						{ name: 'tables', test: new RegExp(`src/lib/ui/(${TABLES})\\.`), minShareCount: 8, priority: 2 },
						{ name: 'lists', test: new RegExp(`src/lib/ui/(${LISTS})\\.`), minShareCount: 8, priority: 1 }
					]
				}
			}
		}
	}
});
