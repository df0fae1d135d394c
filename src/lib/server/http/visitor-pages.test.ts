import type { RequestEvent } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { visitorPages } from './visitor-pages.ts';

interface Asked {
	readonly path?: string;
	readonly route?: string;
	readonly method?: string;
	readonly session?: string;
	readonly data?: boolean;
	readonly accepts?: string;
}

/** A portal whose pages tell how often anything was made. */
function portal(answer: (made: number) => Response = page) {
	let time = 0;
	let made = 0;
	const handle = visitorPages(() => time);
	const ask = async (asked: Asked = {}): Promise<Response> => {
		const url = new URL(asked.path ?? '/dot-keu-goi', 'https://chuan.test');
		const event = {
			request: new Request(url, {
				method: asked.method ?? 'GET',
				headers: asked.accepts === undefined ? {} : { 'accept-encoding': asked.accepts }
			}),
			url,
			route: { id: asked.route ?? '/(public)/dot-keu-goi' },
			isDataRequest: asked.data ?? false,
			cookies: { get: () => asked.session }
		} as unknown as RequestEvent;
		return handle({ event, resolve: () => answer(++made) });
	};
	return { ask, wait: (ms: number) => (time += ms) };
}

function page(made: number): Response {
	const nonce = `nonce${String(made)}`;
	return new Response(`<script nonce="${nonce}">${String(made)}</script>`, {
		headers: {
			'content-type': 'text/html',
			'content-security-policy': `script-src 'self' 'nonce-${nonce}'`,
			etag: `"${nonce}"`,
			'content-length': '60'
		}
	});
}

const textOf = async (response: Response): Promise<string> => (await response.text()).replace(/<[^>]*>/g, '');

describe('the page of a visitor', () => {
	it('is made once for all who ask at the same time and shortly after', async () => {
		const { ask, wait } = portal();
		const together = await Promise.all([ask(), ask(), ask()]);
		expect(await Promise.all(together.map(textOf))).toEqual(['1', '1', '1']);
		wait(499);
		expect(await textOf(await ask())).toBe('1');
		wait(2);
		expect(await textOf(await ask())).toBe('2');
	});

	it('runs for those who come later exactly the scripts that it was made with, whoever they are', async () => {
		const { ask } = portal();
		const first = await ask();
		expect(first.headers.get('content-security-policy')).toContain("'nonce-nonce1'");
		const script = /<script[^>]*>(.*?)<\/script>/.exec(await first.text())?.[1] ?? '?';
		const hash = createHash('sha256').update(script).digest('base64');
		for (const later of [await ask(), await ask()]) {
			expect(later.headers.get('content-security-policy')).toBe(`script-src 'self' 'sha256-${hash}'`);
			expect(await later.text()).toBe(`<script>${script}</script>`);
			expect(later.headers.get('content-length')).toBeNull();
		}
	});

	it('is packed once for each coding, and says the same unpacked', async () => {
		const { ask } = portal();
		await ask();
		const plain = Buffer.from(await (await ask()).arrayBuffer()).toString();
		for (const [accepts, unpack] of [
			['gzip, deflate, br', brotliDecompressSync],
			['gzip', gunzipSync]
		] as const) {
			for (const answer of [await ask({ accepts }), await ask({ accepts })]) {
				expect(answer.headers.get('content-encoding')).toBe(accepts === 'gzip' ? 'gzip' : 'br');
				expect(answer.headers.get('vary')).toBe('accept-encoding');
				expect(unpack(Buffer.from(await answer.arrayBuffer())).toString()).toBe(plain);
			}
		}
	});

	it('is made anew after a form, and for another address', async () => {
		const { ask } = portal();
		await ask();
		expect(await textOf(await ask({ path: '/en/dot-keu-goi' }))).toBe('2');
		await ask({ method: 'POST', route: '/(public)/dang-nhap' });
		expect(await textOf(await ask())).toBe('4');
	});

	it.each<[string, Asked]>([
		['somebody with a session', { session: 'token' }],
		['data of a navigation', { data: true }],
		['a search', { path: '/dot-keu-goi?tim=can' }],
		['a page that is not for everybody', { route: '/(public)/dat-lai-mat-khau/[token]' }],
		['the head alone', { method: 'HEAD' }]
	])('is neither kept from nor given to %s', async (_, asked) => {
		const { ask } = portal();
		await ask(asked);
		expect(await textOf(await ask(asked))).toBe('2');
		await ask();
		expect(await textOf(await ask(asked))).toBe('4');
	});

	it.each<[string, () => Response]>([
		['a refusal', () => new Response('gone', { status: 404, headers: page(1).headers })],
		['a cookie', () => new Response('x', { headers: [...page(1).headers, ['set-cookie', 'a=b']] })],
		['no policy', () => new Response('x', { headers: { 'content-type': 'text/html' } })]
	])('is not given to others with %s', async (_, answer) => {
		let made = 0;
		const { ask } = portal((count) => {
			made = count;
			return answer();
		});
		await ask();
		await ask();
		expect(made).toBe(2);
	});

	it('is not lost to others when making it failed', async () => {
		let fail = true;
		const { ask } = portal((count) => {
			if (fail) throw new Error('no database');
			return page(count);
		});
		await expect(ask()).rejects.toThrow('no database');
		fail = false;
		expect(await textOf(await ask())).toBe('2');
	});
});
