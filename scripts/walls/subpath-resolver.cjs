// Teaches eslint-plugin-boundaries this project's imports: `#lib/x.ts` (package.json "imports"),
// SvelteKit's `$lib`/`./$types` (generated, so left unresolved) and paths written with their extension.
const { existsSync, statSync } = require('node:fs');
const path = require('node:path');
const { isBuiltin } = require('node:module');

const root = path.resolve(__dirname, '..', '..');
const SUBPATHS = { '#lib/': 'src/lib/', '#messages/': 'messages/' };

const isFile = (file) => existsSync(file) && statSync(file).isFile();

module.exports = {
	interfaceVersion: 2,
	resolve(source, importer) {
		if (isBuiltin(source)) return { found: true, path: null };
		const subpath = Object.keys(SUBPATHS).find((prefix) => source.startsWith(prefix));
		const target = subpath
			? path.join(root, SUBPATHS[subpath], source.slice(subpath.length))
			: source.startsWith('.')
				? path.resolve(path.dirname(importer), source)
				: null;
		if (target === null) return { found: false };
		return isFile(target) ? { found: true, path: target } : { found: false };
	}
};
