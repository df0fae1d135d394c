import { defineConfig } from 'vitest/config';

const postgres = ['tests/support/postgres.global.ts'];
/** Generous: a busy machine is not a fault, and a test that hangs is found all the same. */
const slow = { testTimeout: 180_000, hookTimeout: 300_000 };

/** Two processors are what CI promises; more workers than that only fight over them. */
export default defineConfig({
	test: {
		maxWorkers: 2,
		projects: [
			{
				// No plugins: the core must run as plain TypeScript.
				test: { name: 'pure', include: ['src/lib/**/*.test.ts'], environment: 'node', testTimeout: 60_000 }
			},
			{
				test: {
					name: 'architecture',
					include: ['tests/architecture/**/*.test.ts'],
					environment: 'node',
					globalSetup: postgres,
					...slow
				}
			},
			{
				test: {
					name: 'integration',
					include: ['tests/integration/**/*.test.ts'],
					environment: 'node',
					globalSetup: postgres,
					...slow
				}
			},
			{
				test: {
					name: 'access',
					include: ['tests/access/**/*.test.ts'],
					environment: 'node',
					globalSetup: postgres,
					...slow
				}
			},
			{
				// One portal and one browser at a time: journeys move the database's clock.
				test: {
					name: 'e2e',
					include: ['tests/e2e/**/*.test.ts'],
					environment: 'node',
					globalSetup: postgres,
					fileParallelism: false,
					// A poll waits for something that has to come; how soon is not what it asks.
					expect: { poll: { timeout: 20_000 } },
					...slow
				}
			}
		]
	}
});
