import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
	readonly name: string;
	readonly data: Buffer;
	/** What the archive says that the entry unpacks to; the truth when left out. */
	readonly claimedSize?: number;
	/** The checksum that the archive names; the truth when left out. */
	readonly claimedSum?: number;
	readonly encrypted?: boolean;
}

/** Writes a ZIP by hand, so that tests can make the ones that no honest program writes. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const name = Buffer.from(entry.name, 'utf8');
		const packed = deflateRawSync(entry.data);
		const facts = Buffer.alloc(26);
		facts.writeUInt16LE(20, 0);
		facts.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 2);
		facts.writeUInt16LE(8, 4);
		facts.writeUInt32LE(entry.claimedSum ?? crc32(entry.data), 10);
		facts.writeUInt32LE(packed.byteLength, 14);
		facts.writeUInt32LE(entry.claimedSize ?? entry.data.byteLength, 18);
		facts.writeUInt16LE(name.byteLength, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, tail, name]));
		bodies.push(local);
		offset += local.byteLength;
	}
	const index = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(index.byteLength, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...bodies, index, end]);
}
