import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MOST_CHUNK_BYTES } from '#lib/domain/uploads/upload.ts';
import { receiveChunk } from './receive-chunk.ts';
import { UploadSlots } from './upload-slots.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A request whose body comes as this says; it stays open when the source never ends. */
function request(body: AsyncIterable<Uint8Array>, headers: HeadersInit = {}): Request {
	const init: RequestInit & { duplex: 'half' } = {
		method: 'PATCH',
		headers,
		body: Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream<Uint8Array>,
		duplex: 'half'
	};
	return new Request('http://localhost/', init);
}

async function* bytes(count: number, each: number, everyMs = 0): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < count; at++) {
		if (everyMs > 0) await pause(everyMs);
		yield new Uint8Array(each);
	}
}

async function outcome(pieces: ReturnType<typeof receiveChunk>) {
	let length = 0;
	let most = 0;
	let end = 'whole';
	for await (const piece of pieces) {
		if (piece.ok) {
			length += piece.value.byteLength;
			most = Math.max(most, piece.value.byteLength);
		} else end = piece.refusal.code;
	}
	return { length, most, end };
}

const quick = { wholeMs: 2_000, silenceMs: 150, graceMs: 100 };

describe('what a request brings', () => {
	it('comes in pieces that are small in memory', async () => {
		const { length, most, end } = await outcome(receiveChunk(request(bytes(16, 64 * 1024))));
		expect([length, end]).toEqual([MOST_CHUNK_BYTES, 'whole']);
		expect(most).toBeLessThanOrEqual(192 * 1024);
	});

	it('is no more than a chunk, announced or not', async () => {
		const headers = { 'content-length': String(MOST_CHUNK_BYTES + 1) };
		expect(await outcome(receiveChunk(request(bytes(1, 1), headers)))).toMatchObject({
			length: 0,
			end: 'upload_chunk_size'
		});
		expect(await outcome(receiveChunk(request(bytes(17, 64 * 1024))))).toMatchObject({
			end: 'upload_chunk_size'
		});
	});

	it('counts up to where the line broke off', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield new Uint8Array(7_000);
			await pause(10);
			throw new Error('ECONNRESET');
		}
		expect(await outcome(receiveChunk(request(broken())))).toMatchObject({
			length: 7_000,
			end: 'upload_cut_off'
		});
		const headers = { 'content-length': '9000' };
		expect(await outcome(receiveChunk(request(bytes(1, 8_000), headers)))).toMatchObject({
			length: 8_000,
			end: 'upload_cut_off'
		});
	});

	it('counts up to where the line fell silent', async () => {
		async function* silent(): AsyncGenerator<Uint8Array> {
			yield new Uint8Array(500);
			await pause(60_000);
		}
		const began = performance.now();
		expect(await outcome(receiveChunk(request(silent()), quick))).toMatchObject({
			length: 500,
			end: 'upload_cut_off'
		});
		expect(performance.now() - began).toBeLessThan(30_000);
	});

	it('ends when it drips, so that a place is not held for nothing', async () => {
		const dripping = await outcome(receiveChunk(request(bytes(1_000, 1, 20)), quick));
		expect(dripping.end).toBe('upload_cut_off');
		expect(dripping.length).toBeGreaterThan(0);
		expect(dripping.length).toBeLessThan(1_000);
	});

	it('ends after the whole time, however well it comes', async () => {
		const long = { wholeMs: 300, silenceMs: 10_000, graceMs: 10_000 };
		expect((await outcome(receiveChunk(request(bytes(1_000, 100, 20)), long))).end).toBe('upload_cut_off');
	});
});

describe('turns of people who send', () => {
	it('are each person’s own: nobody waits for another', async () => {
		const slots = new UploadSlots();
		const never = new Promise<void>(() => undefined);
		for (let line = 0; line < 20; line++) void slots.with('a', () => never);
		expect(await slots.with('b', () => Promise.resolve('sent'))).toBe('sent');
	});

	it('go on to the next of the same person when one ends, also with a fault', async () => {
		const slots = new UploadSlots();
		const order: number[] = [];
		const line = Array.from({ length: 7 }, (_, at) =>
			slots.with('a', async () => {
				order.push(at);
				await pause(5);
				if (at === 1) throw new Error('a fault of one');
			})
		);
		const settled = await Promise.allSettled(line);
		expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
		expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(await slots.with('a', () => Promise.resolve('sent'))).toBe('sent');
	});
});
