import { inflateSync } from 'node:zlib';

/** The tables of one font file, by tag (OpenType 1.9, "Organization of an OpenType Font"). */
export interface FontFile {
	/** The first four bytes: TrueType outlines or CFF. */
	readonly flavour: number;
	readonly tables: ReadonlyMap<string, Buffer>;
}

const WOFF = 0x774f4646;
const HEAD_BYTES = 12;
const ENTRY_BYTES = 16;

/** Reads a TTF, an OTF, or either of them packed as WOFF 1.0. Throws on anything else: faces are files of ours. */
export function readFont(file: Buffer): FontFile {
	const signature = file.readUInt32BE(0);
	if (signature !== WOFF) return { flavour: signature, tables: plainTables(file) };
	const tables = new Map<string, Buffer>();
	for (let index = 0; index < file.readUInt16BE(12); index += 1) {
		const entry = 44 + index * 20;
		const [offset, packed, length] = [4, 8, 12].map((at) => file.readUInt32BE(entry + at)) as [
			number,
			number,
			number
		];
		const bytes = file.subarray(offset, offset + packed);
		tables.set(tagAt(file, entry), packed < length ? inflateSync(bytes) : bytes);
	}
	return { flavour: file.readUInt32BE(4), tables };
}

function plainTables(file: Buffer): Map<string, Buffer> {
	const tables = new Map<string, Buffer>();
	for (let index = 0; index < file.readUInt16BE(4); index += 1) {
		const entry = HEAD_BYTES + index * ENTRY_BYTES;
		const offset = file.readUInt32BE(entry + 8);
		tables.set(tagAt(file, entry), file.subarray(offset, offset + file.readUInt32BE(entry + 12)));
	}
	return tables;
}

function tagAt(file: Buffer, offset: number): string {
	return file.toString('latin1', offset, offset + 4);
}

/**
 * The font as a plain file under a family name of ours. A face of the same name that the machine has can then
 * never take its place.
 */
export function writeFont(font: FontFile, family: string): Buffer {
	const tables = [...font.tables, ['name', nameTable(family)] as const].filter(
		([tag, bytes], index, all) => all.findLastIndex(([other]) => other === tag) === index && bytes.length > 0
	);
	tables.sort(([a], [b]) => (a < b ? -1 : 1));
	const head = Buffer.alloc(HEAD_BYTES + ENTRY_BYTES * tables.length);
	const largest = 2 ** Math.floor(Math.log2(tables.length));
	head.writeUInt32BE(font.flavour, 0);
	head.writeUInt16BE(tables.length, 4);
	head.writeUInt16BE(largest * ENTRY_BYTES, 6);
	head.writeUInt16BE(Math.log2(largest), 8);
	head.writeUInt16BE((tables.length - largest) * ENTRY_BYTES, 10);
	const parts: Buffer[] = [head];
	let offset = head.length;
	for (const [index, [tag, bytes]] of tables.entries()) {
		const entry = HEAD_BYTES + index * ENTRY_BYTES;
		head.write(tag, entry, 'latin1');
		head.writeUInt32BE(offset, entry + 8);
		head.writeUInt32BE(bytes.length, entry + 12);
		const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
		parts.push(bytes, padding);
		offset += bytes.length + padding.length;
	}
	return Buffer.concat(parts);
}

/** A name table (version 0) with family, style, full and PostScript name, for Windows in English. */
function nameTable(family: string): Buffer {
	const names: readonly (readonly [id: number, text: string])[] = [
		[1, family],
		[2, 'Regular'],
		[4, family],
		[6, family.replaceAll(' ', '')]
	];
	const head = Buffer.alloc(6 + names.length * 12);
	head.writeUInt16BE(names.length, 2);
	head.writeUInt16BE(head.length, 4);
	const texts: Buffer[] = [];
	let offset = 0;
	for (const [index, [id, text]] of names.entries()) {
		const bytes = Buffer.from(text, 'utf16le').swap16();
		[3, 1, 0x409, id, bytes.length, offset].forEach((value, at) => {
			head.writeUInt16BE(value, 6 + index * 12 + at * 2);
		});
		texts.push(bytes);
		offset += bytes.length;
	}
	return Buffer.concat([head, ...texts]);
}

/** The code points that the font has a glyph for, from its Unicode `cmap` of format 12 or 4. */
export function coveredBy(font: FontFile): ReadonlySet<number> {
	const cmap = font.tables.get('cmap');
	if (cmap === undefined) throw new Error('the font has no cmap');
	const covered = new Set<number>();
	for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
		const platform = cmap.readUInt16BE(4 + index * 8);
		const encoding = cmap.readUInt16BE(6 + index * 8);
		if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue;
		const table = cmap.subarray(cmap.readUInt32BE(8 + index * 8));
		const format = table.readUInt16BE(0);
		if (format === 12) addGroups(table, covered);
		if (format === 4) addSegments(table, covered);
	}
	return covered;
}

function addGroups(table: Buffer, covered: Set<number>): void {
	for (let index = 0; index < table.readUInt32BE(12); index += 1) {
		const at = 16 + index * 12;
		const [start, end, glyph] = [
			table.readUInt32BE(at),
			table.readUInt32BE(at + 4),
			table.readUInt32BE(at + 8)
		];
		for (let code = start; code <= end; code += 1) if (glyph + code - start !== 0) covered.add(code);
	}
}

function addSegments(table: Buffer, covered: Set<number>): void {
	const doubled = table.readUInt16BE(6);
	const [ends, starts] = [14, 16 + doubled];
	const [deltas, offsets] = [starts + doubled, starts + 2 * doubled];
	for (let at = 0; at < doubled; at += 2) {
		const start = table.readUInt16BE(starts + at);
		const end = table.readUInt16BE(ends + at);
		const delta = table.readUInt16BE(deltas + at);
		const offset = table.readUInt16BE(offsets + at);
		for (let code = start; code <= end && code !== 0xffff; code += 1) {
			const stored = offset === 0 ? code : table.readUInt16BE(offsets + at + offset + (code - start) * 2);
			if (stored !== 0 && ((stored + delta) & 0xffff) !== 0) covered.add(code);
		}
	}
}
