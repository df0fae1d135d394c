import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync } from 'node:zlib';
import type { Request } from 'autocannon';
import type { BenchCase } from './cases.ts';

/** The page as a browser reads it, held to what it must say; answers its bytes on the way. */
export async function readPage(origin: string, one: BenchCase, request: Request): Promise<number> {
	const asked = get(origin + request.path, { headers: request.headers });
	const [answer] = (await once(asked, 'response')) as [IncomingMessage];
	const bytes = await buffer(answer);
	if (answer.statusCode !== 200) throw new Error(`${one.name}: ${answer.statusCode}`);
	const coding = answer.headers['content-encoding'];
	const text = (coding === 'br' ? brotliDecompressSync(bytes) : bytes).toString();
	const missing = one.holds?.find((words) => !text.includes(words));
	if (missing !== undefined) throw new Error(`${one.name}: the page does not say "${missing}"`);
	// Headers count as well: they are there while it is measured.
	return bytes.length + answer.rawHeaders.join('..').length;
}
