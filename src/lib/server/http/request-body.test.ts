import { describe, expect, it } from 'vitest';
import { textsOf, typedAgain } from './form-fields.ts';
import { FORM_BYTES, LONG_FORM_BYTES, readForm } from './request-body.ts';

const URLENCODED = { 'content-type': 'application/x-www-form-urlencoded' };

/** A post whose body comes in pieces without an announced length; counts what was taken of it. */
function dripping(pieces: readonly string[], headers: HeadersInit = URLENCODED) {
	const taken = { bytes: 0 };
	let at = 0;
	const body = new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				const piece = pieces[at++];
				if (piece === undefined) {
					controller.close();
					return;
				}
				const bytes = new TextEncoder().encode(piece);
				taken.bytes += bytes.byteLength;
				controller.enqueue(bytes);
			}
		},
		{ highWaterMark: 0 }
	);
	const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
	return { request: new Request('http://localhost/', init), taken };
}

const post = (body: BodyInit): Request => new Request('http://localhost/', { method: 'POST', body });
const status = async (run: Promise<unknown>): Promise<unknown> =>
	run.then(
		() => 200,
		(thrown: unknown) => (thrown as { status?: number }).status
	);

describe('a form without a file', () => {
	it('is read when it holds what it may', async () => {
		const form = await readForm(post(new URLSearchParams({ title: 'Cân ô tô', sum: '12' })));
		expect(textsOf(form)).toEqual({ title: 'Cân ô tô', sum: '12' });
		const multipart = new FormData();
		multipart.set('title', 'Cân ô tô');
		expect(textsOf(await readForm(post(multipart)))).toEqual({ title: 'Cân ô tô' });
	});

	it('is refused by its announced length, before a byte is taken', async () => {
		const { request, taken } = dripping(['a='.padEnd(FORM_BYTES + 1, 'x')], {
			...URLENCODED,
			'content-length': String(FORM_BYTES + 1)
		});
		expect(await status(readForm(request))).toBe(413);
		expect(taken.bytes).toBe(0);
	});

	it('is refused while it is read when it announces nothing, and no more of it is taken', async () => {
		const pieces = Array.from({ length: 200 }, () => 'x'.repeat(64 * 1024));
		const { request, taken } = dripping(pieces);
		expect(await status(readForm(request))).toBe(413);
		expect(taken.bytes).toBeLessThanOrEqual(FORM_BYTES + 2 * 64 * 1024);
	});

	it('of many long texts may be larger where the page says so', async () => {
		const body = `a=${'x'.repeat(FORM_BYTES)}`;
		const post = (): Request =>
			new Request('http://localhost/', { method: 'POST', headers: URLENCODED, body });
		expect(await status(readForm(post()))).toBe(413);
		expect(textsOf(await readForm(post(), LONG_FORM_BYTES))['a']).toHaveLength(FORM_BYTES);
	});

	it('that is none is the sender’s mistake', async () => {
		expect(await status(readForm(post('a=1')))).toBe(400);
		expect(await status(readForm(new Request('http://localhost/', { method: 'POST' })))).toBe(400);
	});
});

it('gives back what was typed, but no secret and nothing that no field takes', () => {
	expect(
		typedAgain({ email: 'a@b.vn', password: 'x', newPassword: 'y', name: 'Ă'.repeat(1_001), phone: '09' })
	).toEqual({ email: 'a@b.vn', phone: '09' });
});
