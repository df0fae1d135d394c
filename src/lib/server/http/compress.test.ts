import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codingFor, compressed } from './compress.ts';

const page = 'Hồ sơ của doanh nghiệp. '.repeat(400);
const ask = (accepted?: string, method = 'GET'): Request =>
	new Request('http://chuan.test/', {
		method,
		headers: accepted === undefined ? {} : { 'accept-encoding': accepted }
	});
const html = (body: string, headers: Record<string, string> = {}): Response =>
	new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('a page on its way out', () => {
	it.each([
		['gzip, deflate, br', 'br'],
		['gzip', 'gzip'],
		['br;q=0, gzip;q=0.5', 'gzip'],
		['gzip;q=0', undefined],
		['identity', undefined],
		[null, undefined]
	] as const)('is packed as the reader takes it: %s', (accepted, coding) => {
		expect(codingFor(accepted)).toBe(coding);
	});

	it('says the same when it is unpacked, and keeps its headers', async () => {
		const brotli = await compressed(ask('br'), html(page, { etag: '"x"', 'content-length': '9' }));
		expect(Object.fromEntries(brotli.headers)).toMatchObject({
			'content-encoding': 'br',
			etag: 'W/"x"',
			vary: 'accept-encoding'
		});
		expect(brotli.headers.has('content-length')).toBe(false);
		const packed = await bytesOf(brotli);
		expect(packed.length).toBeLessThan(page.length / 10);
		expect(brotliDecompressSync(packed).toString()).toBe(page);
		expect(gunzipSync(await bytesOf(await compressed(ask('gzip'), html(page)))).toString()).toBe(page);
	});

	it('goes as it is to who takes no packing, when it is short, when it is a file, and when it is packed already', async () => {
		const file = new Response(page, { headers: { 'content-type': 'application/pdf' } });
		for (const [request, response] of [
			[ask(), html(page)],
			[ask('br'), html('short')],
			[ask('br'), file],
			[ask('br', 'HEAD'), html(page)]
		] as const) {
			expect((await compressed(request, response)).headers.has('content-encoding')).toBe(false);
		}
		const twice = await compressed(ask('br'), html('packed', { 'content-encoding': 'gzip' }));
		expect(twice.headers.get('content-encoding')).toBe('gzip');
	});
});
