import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			{
				// No plugins: the core must run as plain TypeScript.
				test: { name: 'pure', include: ['src/lib/**/*.test.ts'], environment: 'node' }
			},
			{
				test: {
					name: 'integration',
					include: ['tests/integration/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/support/postgres.global.ts'],
					testTimeout: 30_000,
					hookTimeout: 120_000
				}
			}
		]
	}
});
