/** The part of yauzl 3 that is used here; the package ships no types. */
declare module 'yauzl' {
	import type { Readable } from 'node:stream';

	export interface Entry {
		readonly fileName: string;
		readonly compressedSize: number;
		readonly uncompressedSize: number;
		readonly crc32: number;
		isEncrypted(): boolean;
		canDecodeFileData(): boolean;
	}

	export interface ZipFile {
		readonly entryCount: number;
		eachEntry(): AsyncIterable<Entry>;
		openReadStreamPromise(entry: Entry): Promise<Readable>;
		close(): void;
	}

	interface Yauzl {
		fromBufferPromise(buffer: Buffer, options?: { strictFileNames?: boolean }): Promise<ZipFile>;
	}

	const yauzl: Yauzl;
	export default yauzl;
}
