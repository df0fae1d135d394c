import { inflateSync } from 'node:zlib';

interface PdfObject {
	readonly head: string;
	readonly stream: Buffer | undefined;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
	const objects = new Map<string, PdfObject>();
	const text = pdf.toString('latin1');
	for (const match of text.matchAll(/(\d+) 0 obj\b/g)) {
		const from = match.index + match[0].length;
		const end = text.indexOf('endobj', from);
		const whole = text.slice(from, end === -1 ? undefined : end);
		const begin = whole.search(/stream\r?\n/);
		const head = begin === -1 ? whole : whole.slice(0, begin);
		const length = Number(/\/Length (\d+)(?! \d+ R)/.exec(head)?.[1] ?? Number.NaN);
		if (begin === -1 || Number.isNaN(length)) {
			objects.set(match[1] ?? '', { head, stream: undefined });
			continue;
		}
		const first = from + begin + (/^stream(\r?\n)/.exec(whole.slice(begin))?.[0].length ?? 0);
		const bytes = pdf.subarray(first, first + length);
		objects.set(match[1] ?? '', { head, stream: /\/FlateDecode/.test(head) ? inflateSync(bytes) : bytes });
	}
	return objects;
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Glyph codes, as hex, to what they stand for. */
function readMap(cmap: string): Map<string, string> {
	const map = new Map<string, string>();
	for (const [, body = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
		for (const [, code = '', meaning = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi))
			map.set(code.toLowerCase(), utf16(meaning));
	for (const [, body = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
		for (const [, from = '', to = '', first = ''] of body.matchAll(
			/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi
		)) {
			const start = Number.parseInt(from, 16);
			for (let code = start; code <= Number.parseInt(to, 16); code += 1)
				map.set(
					code.toString(16).padStart(from.length, '0'),
					String.fromCodePoint(Number.parseInt(first, 16) + code - start)
				);
		}
	return map;
}

/** The text of a paper that the portal set, page by page in reading order, and what stands beside it as metadata. */
export function textOfPdf(pdf: Buffer): string {
	const objects = objectsOf(pdf);
	const maps = new Map<string, Map<string, string>>();
	for (const { head } of objects.values()) {
		for (const [, fonts = ''] of head.matchAll(/\/Font\s*<<([^>]*)>>/g)) {
			for (const [, name = '', id = ''] of fonts.matchAll(/\/(\S+) (\d+) 0 R/g)) {
				const cmapId = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? '';
				const cmap = objects.get(cmapId)?.stream?.toString('latin1');
				if (cmap !== undefined) maps.set(name, readMap(cmap));
			}
		}
	}
	const said: string[] = [];
	for (const { head, stream } of objects.values()) {
		if (stream === undefined || /\/(Subtype|Type|FunctionType|Length1)\b/.test(head)) {
			said.push(head);
			continue;
		}
		said.push(drawn(stream.toString('latin1'), maps));
	}
	return said
		.join('\n')
		.normalize('NFC')
		.replace(/[ \t]+/g, ' ');
}

function drawn(content: string, maps: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
	let map: ReadonlyMap<string, string> = new Map();
	let text = '';
	for (const [token, font, hex, literal] of content.matchAll(
		/\/(\S+) [\d.]+ Tf|<([0-9a-fA-F]+)>|\(((?:\\[\s\S]|[^\\)])*)\)|\bT[mdD*]\b|\bET\b/g
	)) {
		if (font !== undefined) map = maps.get(font) ?? map;
		else if (hex !== undefined) text += decodeCodes(hex, map);
		else if (literal !== undefined) text += decodeCodes(unescape(literal), map);
		else if (token !== '') text += ' ';
	}
	return text;
}

/** A literal string of bytes as hex. */
function unescape(literal: string): string {
	const plain = literal.replace(/\\([nrtbf()\\]|[0-7]{1,3})/g, (_, code: string) => {
		const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
		return /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (letters[code] ?? code);
	});
	return Buffer.from(plain, 'latin1').toString('hex');
}

function decodeCodes(hex: string, map: ReadonlyMap<string, string>): string {
	return (hex.toLowerCase().match(/.{4}/g) ?? []).map((code) => map.get(code) ?? '').join('');
}
