import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ out: 'build', precompress: true }),
		// The hook checks Origin and Sec-Fetch-Site on every state-changing request, JSON included;
		// Kit's own check stays on beside it.
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'worker-src': ['self', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		// A page that takes words registers it: visitors load nothing of it.
		serviceWorker: { register: false },
		typescript: {
			config: (config) => ({
				...config,
				exclude: config.exclude.filter((path) => !path.includes('service-worker')),
				include: [
					...config.include,
					'../scripts/**/*.ts',
					'../prisma.config.ts',
					'../*.config.ts',
					'../tests/**/*.ts'
				]
			})
		}
	}
};
