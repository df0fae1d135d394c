import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { coveredBy, readFont, writeFont } from './sfnt.ts';

interface Face {
	/** The family under which `layout.typ` asks for it. */
	readonly family: string;
	readonly npm: string;
	readonly files: readonly string[];
}

const STYLES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

/**
 * The faces of every paper, in the order in which they are asked for a character. Tinos has the metrics of Times New
 * Roman, which NĐ 30/2020 asks for; its regular style sets a second mark over the next letter, so letters with marks
 * of their own (Jrai, Bahnar, Ê-đê) come from STIX Two Text. UnifontEX has every assigned character of the basic plane.
 */
const FACES: readonly Face[] = [
	{
		family: 'Chuan Serif',
		npm: '@expo-google-fonts/tinos',
		files: STYLES.map((style) => `${style}/Tinos_${style}.ttf`)
	},
	{
		family: 'Chuan Marks',
		npm: '@expo-google-fonts/stix-two-text',
		files: STYLES.map((style) => `${style}/STIXTwoText_${style}.ttf`)
	},
	{
		family: 'Chuan Symbols',
		npm: '@expo-google-fonts/noto-sans-symbols-2',
		files: ['400Regular/NotoSansSymbols2_400Regular.ttf']
	},
	{
		family: 'Chuan Last',
		npm: '@fontsource/unifontex',
		files: ['files/unifontex-latin-400-normal.woff']
	}
];

export interface ShippedFaces {
	/** Whole font files, named as `layout.typ` names them. */
	readonly files: readonly Buffer[];
	/** Whether one of the faces has a glyph for the code point. */
	covers(codePoint: number): boolean;
}

/** Reads the faces that come with the product; those of the machine are never asked. About 0.2 s. */
export function loadFaces(): ShippedFaces {
	const require = createRequire(import.meta.url);
	const fonts = FACES.flatMap(({ family, npm, files }) => {
		const folder = path.dirname(require.resolve(`${npm}/package.json`));
		return files.map((file) => ({ family, font: readFont(readFileSync(path.join(folder, file))) }));
	});
	const covered = fonts.map(({ font }) => coveredBy(font));
	return {
		files: fonts.map(({ family, font }) => writeFont(font, family)),
		covers: (codePoint) => covered.some((set) => set.has(codePoint))
	};
}
