import path from 'node:path';
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const root = import.meta.dirname;

/** Money, scores and averages are bigint or exact fractions: the float's doors are shut. */
const noFloats = [
	{
		selector: "CallExpression[callee.name='parseFloat']",
		message: 'Money and scores are exact: use domain/shared.'
	},
	{
		selector: "CallExpression[callee.object.name='Number'][callee.property.name='parseFloat']",
		message: 'Money and scores are exact: use domain/shared.'
	},
	{
		selector: "CallExpression[callee.property.name='toFixed']",
		message: 'Rounding is done once, by domain/shared, over exact values.'
	}
];

/** The core decides from what it is given: no clock, no chance, no waiting. */
const pureCore = [
	{ selector: 'AwaitExpression', message: 'The core never waits.' },
	{ selector: ':function[async=true]', message: 'The core never waits.' },
	{
		selector: "NewExpression[callee.name='Date'][arguments.length=0]",
		message: 'Time comes in as an argument.'
	},
	{
		selector: "MemberExpression[object.name='Date'][property.name='now']",
		message: 'Time comes in as an argument.'
	},
	{
		selector: "MemberExpression[object.name='Math'][property.name='random']",
		message: 'Chance comes in as an argument.'
	},
	{ selector: "MemberExpression[object.name='globalThis']", message: 'The core has no surroundings.' }
];

/** A shape refuses by a code: `refused` says that it has words. */
const typedMessages = {
	selector:
		'CallExpression[callee.property.name=/^(string|enum|union|uuid|min|max|length|regex|refine|int)$/] > Literal.arguments:last-child[value=/^[a-z0-9]+(_[a-z0-9]+)+$/]',
	message: 'The message of a shape is a refusal: refused(code).'
};

export const typeAware = {
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': 'error',
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/return-await': ['error', 'in-try-catch']
};

const noUnsafe = {
	'@typescript-eslint/no-unsafe-assignment': 'error',
	'@typescript-eslint/no-unsafe-call': 'error',
	'@typescript-eslint/no-unsafe-member-access': 'error',
	'@typescript-eslint/no-unsafe-return': 'error',
	'@typescript-eslint/no-unsafe-argument': 'error'
};

/** The same for every file: another list of endings would make the project load anew at each change of kind. */
export const typed = { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] };

const element = (type) => ({ element: { type } });
const may = (from, to) => ({ from: element(from), allow: { to: { element: { types: { anyOf: to } } } } });

export default tseslint.config(
	{
		ignores: [
			'build/',
			'data/',
			'shots/',
			'.svelte-kit/',
			'.bench/',
			'test-results/',
			'src/lib/i18n/paraglide/',
			'src/lib/server/db/generated/',
			'src/lib/domain/generated/'
		]
	},
	js.configs.recommended,
	...tseslint.configs.strict,
	...svelte.configs.recommended,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
		rules: {
			// TypeScript itself refuses unknown names; the rule only knows browser lists.
			'no-undef': 'off',
			'no-console': 'error',
			eqeqeq: ['error', 'always'],
			'no-empty': ['error', { allowEmptyCatch: false }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/ban-ts-comment': [
				'error',
				{ 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true }
			]
		}
	},
	{
		files: ['**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: typed },
		rules: { ...typeAware, ...noUnsafe }
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'], svelteConfig }
		},
		rules: {
			'svelte/no-at-html-tags': 'error',
			'svelte/require-each-key': 'error',
			'svelte/no-target-blank': 'error',
			// Paths are written with their language by i18n's own functions; the portal is served at the root.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: { ...typed, parser: tseslint.parser, svelteConfig } },
		rules: { ...typeAware, 'svelte/require-store-reactive-access': 'off' }
	},
	{
		files: ['src/lib/domain/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', ...noFloats, ...pureCore] }
	},
	{
		files: ['src/lib/domain/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^(?!#lib/domain/|\\.{1,2}/)', message: 'The core imports the core only.' }] }
			]
		}
	},
	{ files: ['src/lib/server/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...noFloats] } },
	{
		files: ['src/lib/contracts/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', typedMessages] }
	},
	{
		// Commands speak on the terminal.
		files: ['src/cli/**', 'scripts/**', 'tests/support/*.global.ts'],
		rules: { 'no-console': 'off' }
	},
	{
		files: ['**/*.cjs'],
		rules: { '@typescript-eslint/no-require-imports': 'off' }
	},
	{
		files: ['src/**/*.{ts,js,mjs,svelte}'],
		plugins: { boundaries },
		settings: {
			'import/resolver': { [path.join(root, 'scripts/walls/subpath-resolver.cjs')]: {} },
			'boundaries/root-path': root,
			'boundaries/elements': [
				{ type: 'domain', pattern: 'src/lib/domain' },
				{ type: 'contracts', pattern: 'src/lib/contracts' },
				{ type: 'ui', pattern: 'src/lib/ui' },
				{ type: 'i18n', pattern: 'src/lib/i18n' },
				{ type: 'draft', pattern: 'src/lib/features/draft' },
				{ type: 'feature', pattern: 'src/lib/features/*', capture: ['area'] },
				{ type: 'app', pattern: 'src/lib/server/app' },
				{ type: 'db', pattern: 'src/lib/server/db' },
				{ type: 'adapter', pattern: 'src/lib/server/*', capture: ['adapter'] },
				{ type: 'routes', pattern: 'src/routes' },
				{ type: 'cli', pattern: 'src/cli' }
			],
			'boundaries/files': [{ category: 'test', pattern: '**/*.test.ts' }]
		},
		rules: {
			'boundaries/dependencies': [
				'error',
				{
					default: 'disallow',
					policies: [
						{ allow: { to: { module: { origin: 'external' } } } },
						{ allow: { to: { module: { origin: 'core' } } } },
						may('domain', ['domain']),
						may('contracts', ['contracts', 'domain']),
						may('i18n', ['i18n', 'domain']),
						may('ui', ['ui', 'i18n']),
						may('draft', ['draft', 'contracts', 'domain', 'ui', 'i18n']),
						may('feature', ['draft', 'contracts', 'domain', 'ui', 'i18n']),
						{
							from: element('feature'),
							allow: {
								to: { element: { type: 'feature', captured: { area: '{{ from.element.captured.area }}' } } }
							}
						},
						may('app', ['app', 'contracts', 'domain', 'i18n']),
						may('db', ['db', 'app', 'contracts', 'domain']),
						may('adapter', ['adapter', 'app', 'db', 'contracts', 'domain', 'i18n']),
						may('routes', [
							'routes',
							'draft',
							'feature',
							'ui',
							'i18n',
							'contracts',
							'domain',
							'app',
							'adapter'
						]),
						may('cli', ['cli', 'app', 'adapter', 'db', 'domain', 'contracts', 'i18n'])
					]
				}
			]
		}
	}
);
