import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { paraglideOptions } from './scripts/paraglide-options.ts';

export default defineConfig({
	plugins: [tailwindcss(), paraglideVitePlugin(paraglideOptions), sveltekit()],
	build: {
		rolldownOptions: {
			output: {
				codeSplitting: {
					// What most pages use travels as one file: a hundred files of a few hundred bytes compress badly, and a
					// heavy page was 10 KB heavier for it. Finer or wider groups were tried; pages came out heavier.
					groups: [{ name: 'shared', test: /src\/lib\/(ui|i18n)\//, minShareCount: 8 }]
				}
			}
		}
	}
});
