import type { Plugin } from 'vite';
import { planParts } from './plan-parts.ts';
import type { PartModule } from './plan-parts.ts';

const MESSAGE_INDEX = '/i18n/paraglide/messages.js';
const MESSAGE = '/i18n/paraglide/messages/';
/** Kit's own start, its list of pages, and the layout of all pages. */
const ALWAYS = /\/runtime\/client\/entry\.js$|\/client-optimized\/(app|nodes\/0)\.js$/;
const PAGE = /\/client-optimized\/nodes\/\d+\.js$/;
/** Pages that are opened on bad lines, by people who come seldom: everybody's and the applicants'. */
const FAR_PAGE = /\/src\/routes\/\((public|applicant)\)\//;
const FAR_WEIGHT = 2;
/**
 * A file of its own waits its turn on a line of 400 ms with six at a time, in which 400 kbit/s bring 3 KB. A byte that
 * travels is about seven of the source, after comments, names and compression.
 */
const FILE_BYTES = 24_000;
/** Of a message, its words; the rest is the same in all of them and hardly travels. */
const SPOKEN = 0.3;

/** The messages that a module says: their index stands in no file, and would make every page import them all. */
function messagesIn(code: string, index: string): readonly string[] {
	const directory = index.slice(0, -'.js'.length);
	return [...code.matchAll(/\bm\.(\w+)/g)].map(([, name = '']) => `${directory}/${name}.js`);
}

/**
 * Gathers the scripts of the pages into few files. Left alone the build writes one for every set of pages that have
 * something in common: forty of a hundred bytes on a page, each a turn of its own on a slow line.
 */
export function clientParts(): Plugin {
	let parts: ReadonlyMap<string, string> = new Map();
	return {
		name: 'client-parts',
		applyToEnvironment: ({ name }) => name === 'client',
		// A part may give away more than what its page asks for.
		options: (options) => ({ ...options, preserveEntrySignatures: 'allow-extension' }),
		outputOptions: (options) => ({
			...options,
			codeSplitting: {
				includeDependenciesRecursively: false,
				groups: [{ name: (id) => parts.get(id) ?? null }]
			}
		}),
		buildEnd() {
			const modules = new Map<string, PartModule>();
			const pages = new Map<string, number>();
			for (const id of this.getModuleIds()) {
				const info = this.getModuleInfo(id);
				if (info === null) continue;
				const code = info.code ?? '';
				const index = info.importedIds.find((imported) => imported.endsWith(MESSAGE_INDEX));
				const imports = id.endsWith(MESSAGE_INDEX) ? [] : info.importedIds.filter((one) => one !== index);
				modules.set(id, {
					bytes: id.includes(MESSAGE) ? code.length * SPOKEN : code.length,
					imports: index === undefined ? imports : [...imports, ...messagesIn(code, index)],
					later: info.dynamicallyImportedIds
				});
				if (PAGE.test(id) && !ALWAYS.test(id))
					pages.set(id, imports.some((one) => FAR_PAGE.test(one)) ? FAR_WEIGHT : 1);
			}
			const always = [...modules.keys()].filter((id) => ALWAYS.test(id));
			parts = planParts({ modules, always, pages, fileBytes: FILE_BYTES });
		}
	};
}
