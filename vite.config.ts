import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		tailwindcss(),
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['url', 'baseLocale'],
			urlPatterns: [
				{ pattern: '/en/:path(.*)?', localized: [['en', '/en/:path(.*)?'], ['vi', '/:path(.*)?']] },
				{ pattern: '/:path(.*)?', localized: [['en', '/en/:path(.*)?'], ['vi', '/:path(.*)?']] }
			]
		}),
		sveltekit()
	]
});
