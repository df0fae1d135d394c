/** End of the central directory, and an entry of it. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** Where the time stands in an entry of the directory and in the head of its file. */
const TIME_IN_ENTRY = 12;
const TIME_IN_FILE = 10;

/** The same archive with one time for all its files, so that the same content is the same bytes. Without a comment. */
export function withZipTimes(archive: Buffer, at: Date): Buffer {
	const zip = Buffer.from(archive);
	const end = zip.length - END_BYTES;
	if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('no ZIP archive');
	const time = msDosTime(at);
	let entry = zip.readUInt32LE(end + 16);
	for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
		if (zip.readUInt32LE(entry) !== ENTRY) throw new Error('the directory of the ZIP archive is broken');
		zip.writeUInt32LE(time, entry + TIME_IN_ENTRY);
		zip.writeUInt32LE(time, zip.readUInt32LE(entry + 42) + TIME_IN_FILE);
		entry +=
			ENTRY_BYTES +
			zip.readUInt16LE(entry + 28) +
			zip.readUInt16LE(entry + 30) +
			zip.readUInt16LE(entry + 32);
	}
	return zip;
}

/** Two seconds are the finest that it knows; UTC. */
function msDosTime(at: Date): number {
	const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
	const clock = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
	return ((day << 16) | clock) >>> 0;
}
