import { inflateSync } from 'node:zlib';
import { getDocument, PasswordException, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** Pages that are really read; of a longer file these and the last. */
const PAGES_READ = 50;
const MAX_INFLATED_BYTES = 32 * 1024 * 1024;

/**
 * A PDF that a reader opens: its cross-reference (repaired where readers repair it), its catalogue, its pages.
 * Refuses `file_damaged`, `file_encrypted`, `file_has_scripts`.
 */
export async function checkPdf(bytes: Uint8Array): Promise<Result<void>> {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	// A file that was cut off has lost its last line; what follows it does not matter to readers.
	if (!/startxref\s+\d+\s+%%EOF/.test(text)) return refuse('file_damaged');
	const loading = getDocument({
		// The reader takes over the memory that it is given.
		data: new Uint8Array(bytes),
		verbosity: 0,
		disableFontFace: true,
		useSystemFonts: false
	});
	try {
		const document = await loading.promise;
		if (await isEncrypted(document)) return refuse('file_encrypted');
		await readPages(document);
	} catch (error) {
		if (error instanceof PasswordException) return refuse('file_encrypted');
		// The reader throws errors of every class over what it cannot read.
		if (!(error instanceof Error)) throw error;
		return refuse('file_damaged', { params: { reason: error.message } });
	} finally {
		await loading.destroy();
	}
	return hasActions(text) ? refuse('file_has_scripts') : ok(undefined);
}

/** Also one that opens without a password: it may not be printed or read everywhere. */
async function isEncrypted(document: PDFDocumentProxy): Promise<boolean> {
	const { info } = await document.getMetadata();
	const filter = (info as { EncryptFilterName?: string | null }).EncryptFilterName;
	return filter !== null && filter !== undefined;
}

async function readPages(document: PDFDocumentProxy): Promise<void> {
	const count = document.numPages;
	for (let number = 1; number <= Math.min(count, PAGES_READ); number += 1) {
		const page = await document.getPage(number);
		if (number === 1) await page.getOperatorList();
		page.cleanup();
	}
	if (count > PAGES_READ) await document.getPage(count);
}

/** An action that runs a program (ISO 32000-1, 12.6.4.5 and 12.6.4.16), in plain sight or in a packed object stream. */
function hasActions(text: string): boolean {
	if (namesAction(text)) return true;
	for (const { index } of text.matchAll(/\/Type\s*\/ObjStm/g)) {
		const start = /stream\r?\n/g;
		start.lastIndex = index;
		const found = start.exec(text);
		if (found === null) continue;
		const from = found.index + found[0].length;
		const packed = Buffer.from(text.slice(from, text.indexOf('endstream', from)), 'latin1');
		const objects = inflated(packed);
		if (objects !== undefined && namesAction(objects)) return true;
	}
	return false;
}

function namesAction(text: string): boolean {
	const plain = text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) =>
		String.fromCharCode(parseInt(code, 16))
	);
	return /\/S\s*\/(?:JavaScript|Launch)(?![A-Za-z])/.test(plain);
}

/** The objects in a stream; undefined for one that is packed in another way or broken: the reader has judged it. */
function inflated(packed: Buffer): string | undefined {
	try {
		return inflateSync(packed, { maxOutputLength: MAX_INFLATED_BYTES }).toString('latin1');
	} catch (error) {
		if (error instanceof Error && 'code' in error) return undefined;
		throw error;
	}
}
