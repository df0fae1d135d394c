import { describe, expect, it } from 'vitest';
import { codeFiles, linesWith } from '../support/source-files.ts';

const DOOR = 'src/lib/server/http/request-body.ts';
/** Bytes of a resumable upload are counted as they come, not parsed. */
const CHUNKS = 'src/lib/server/http/receive-chunk.ts';
const behindTheDoor = codeFiles().filter(
	(file) =>
		(file.startsWith('src/routes/') ||
			file.startsWith('src/lib/server/http/') ||
			file === 'src/hooks.server.ts') &&
		file !== DOOR &&
		file !== CHUNKS
);

describe('what a request carries', () => {
	it('is read at one door, which answers every broken body as the sender’s mistake', () => {
		const reads =
			/\.formData\(|\brequest\b[^;\n]{0,20}\.(json|text|blob|bytes|arrayBuffer)\(|\brequest\s*\.\s*body\b/;
		expect(behindTheDoor.length).toBeGreaterThan(50);
		expect(linesWith(behindTheDoor, reads)).toEqual([]);
	});
});
