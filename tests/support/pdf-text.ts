import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF as our typesetter writes it: plain objects, composite fonts with a map to Unicode. One line
 * for each piece of text shown; pages in the order of the file. Not a reader of other people's files.
 */
export function textOfPdf(bytes: Uint8Array): string {
	const file = Buffer.from(bytes).toString('latin1');
	const objects = new Map<string, string>();
	for (const [, id = '', body = ''] of file.matchAll(/^(\d+) 0 obj\s([\s\S]*?)\nendobj/gm))
		objects.set(id, body);
	const fonts = new Map<string, ReadonlyMap<number, string>>();
	const fontOf = (id: string): ReadonlyMap<number, string> => {
		const known = fonts.get(id);
		if (known !== undefined) return known;
		const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? '';
		const made = glyphsOf(streamOf(objects.get(map) ?? ''));
		fonts.set(id, made);
		return made;
	};
	const lines: string[] = [];
	for (const page of objects.values()) {
		if (!/\/Type \/Page\s/.test(page)) continue;
		const named = /\/Font <<([\s\S]*?)>>/.exec(page)?.[1] ?? '';
		const used = new Map<string, string>();
		for (const [, name = '', id = ''] of named.matchAll(/\/(\w+) (\d+) 0 R/g)) used.set(name, id);
		const contents = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '';
		lines.push(...shownBy(streamOf(objects.get(contents) ?? ''), (name) => fontOf(used.get(name) ?? '')));
	}
	return lines.join('\n').normalize('NFC');
}

/** The same in one line, for looking for sentences that were broken over several. */
export const flatTextOfPdf = (bytes: Uint8Array): string => textOfPdf(bytes).replace(/\s+/g, ' ');

function streamOf(object: string): string {
	const begin = /stream\r?\n/.exec(object);
	if (begin === null) return '';
	const raw = Buffer.from(object.slice(begin.index + begin[0].length), 'latin1');
	return object.slice(0, begin.index).includes('/FlateDecode')
		? inflateSync(raw).toString('latin1')
		: raw.toString('latin1');
}

/** What each glyph of a font stands for (`beginbfchar`: one to some letters; `beginbfrange`: a run). */
function glyphsOf(cmap: string): ReadonlyMap<number, string> {
	const glyphs = new Map<number, string>();
	for (const [, part = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
		for (const [, glyph = '', letters = ''] of part.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
			glyphs.set(Number.parseInt(glyph, 16), utf16(letters));
	}
	for (const [, part = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
		for (const [, from = '', to = '', first = ''] of part.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
			const start = Number.parseInt(from, 16);
			const letter = utf16(first).codePointAt(0) ?? 0;
			for (let at = start; at <= Number.parseInt(to, 16); at += 1)
				glyphs.set(at, String.fromCodePoint(letter + at - start));
		}
	}
	return glyphs;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function shownBy(content: string, fontOf: (name: string) => ReadonlyMap<number, string>): string[] {
	const lines: string[] = [];
	let font: ReadonlyMap<number, string> = new Map();
	let shown: Buffer[] = [];
	let at = 0;
	while (at < content.length) {
		if (content[at] === '(') {
			const { bytes, end } = literalAt(content, at);
			shown.push(bytes);
			at = end;
			continue;
		}
		const [word = ''] = /^[^\s()[\]]+/.exec(content.slice(at, at + 64)) ?? [];
		// Names of languages are strings too, before the text begins.
		if (word === 'BT') shown = [];
		if (word === 'Tf')
			font = fontOf(/\/(\w+) [\d.]+ $/.exec(content.slice(Math.max(0, at - 40), at))?.[1] ?? '');
		if (word === 'TJ' || word === 'Tj') {
			lines.push(wordsOf(Buffer.concat(shown), font));
			shown = [];
		}
		at += Math.max(1, word.length);
	}
	return lines;
}

function wordsOf(glyphs: Buffer, font: ReadonlyMap<number, string>): string {
	let line = '';
	for (let at = 0; at + 1 < glyphs.length; at += 2) line += font.get(glyphs.readUInt16BE(at)) ?? '';
	return line;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string in parentheses: those that balance stand as they are, anything may be escaped. */
function literalAt(content: string, start: number): { readonly bytes: Buffer; readonly end: number } {
	let text = '';
	let depth = 1;
	let at = start + 1;
	while (at < content.length) {
		const letter = content[at] ?? '';
		at += 1;
		if (letter === '\\') {
			const [code = ''] = /^(?:[0-7]{1,3}|[\s\S])/.exec(content.slice(at, at + 3)) ?? [];
			text += /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code);
			at += code.length;
			continue;
		}
		if (letter === '(') depth += 1;
		if (letter === ')') depth -= 1;
		if (depth === 0) break;
		text += letter;
	}
	return { bytes: Buffer.from(text, 'latin1'), end: at };
}
