import type { Plugin } from 'vite';

const MESSAGE = /\/i18n\/paraglide\/messages\/(?!_)[^/]+\.js$/;
const TEXT = /^const (vi|en)_\w+ = .*? \(i?\) => \{\n\treturn \/\*\*.*?\*\/ \((`[\s\S]*?`)\)\n\};/gm;

/**
 * Writes a message of one sentence as one function. The generator makes three of it and a page loads hundreds, which
 * makes the heavy pages 1 KB heavier; a message of any other shape stays as it was generated.
 */
export function shortMessages(): Plugin {
	return {
		name: 'short-messages',
		transform(code, id) {
			if (!MESSAGE.test(id)) return null;
			const texts = new Map([...code.matchAll(TEXT)].map(([, locale, text]) => [locale, text]));
			const [vi, en] = [texts.get('vi'), texts.get('en')];
			const name = /^export const (\w+) = /m.exec(code)?.[1];
			if (vi === undefined || en === undefined || name === undefined || texts.size !== 2) return null;
			const said = `(options?.locale ?? getLocale()) === 'en' ? ${en} : ${vi}`;
			return {
				code: `import { getLocale } from '../runtime.js';\nexport const ${name} = (i, options) => ${said};\n`,
				map: null
			};
		}
	};
}
