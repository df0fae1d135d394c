/**
 * Components with the types of their scripts: promises that nobody waits for. A run of its own, since the parser asks
 * the compiler about each component apart, which takes some minutes. What a component gets from another has no type here,
 * so the rules on `any` stay with svelte-check.
 */
import base, { typeAware, typed } from './eslint.config.js';
import svelteConfig from './svelte.config.js';
import tseslint from 'typescript-eslint';

export default [
	...base,
	{
		files: ['**/*.svelte'],
		languageOptions: { parserOptions: { ...typed, parser: tseslint.parser, svelteConfig } },
		rules: {
			...typeAware,
			// The portal has no stores; the rule asks for the type of every expression.
			'svelte/require-store-reactive-access': 'off'
		}
	}
];
