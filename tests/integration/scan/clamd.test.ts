import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { clamdScanner, noScanner, parseClamdUrl } from '#lib/server/scan/clamd.ts';
import type { ScanOutcome } from '#lib/server/app/storage/ports.ts';

async function* pieces(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
	yield* parts;
}

/** Speaks clamd's side of INSTREAM: reads to the empty chunk, then says `answer`. */
async function scanAgainst(
	answer: string | ((socket: Socket) => void),
	silenceMs = 2_000
): Promise<[ScanOutcome, Buffer]> {
	const received: Buffer[] = [];
	const server = createServer((socket) => {
		socket.on('error', () => socket.destroy());
		if (typeof answer === 'function') return answer(socket);
		socket.on('data', (chunk) => {
			received.push(chunk);
			if (Buffer.concat(received).subarray(-4).equals(Buffer.alloc(4))) socket.end(answer);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const scanner = clamdScanner({ host: '127.0.0.1', port: address.port }, { silenceMs });
	const outcome = await scanner.scan(pieces(Buffer.from('hello '), Buffer.alloc(200_000, 'x')));
	server.close();
	return [outcome, Buffer.concat(received)];
}

describe('the answer of clamd', () => {
	it('is clean only in so many words', async () => {
		expect((await scanAgainst('stream: OK\0'))[0]).toEqual({ verdict: 'clean' });
	});

	it.each([
		'',
		'OK\0',
		'stream: ok\0',
		'stream: OK and more\0',
		'stream: OK\0stream: OK\0',
		'UNKNOWN COMMAND\0'
	])('is not clean when it is %j', async (answer) => {
		expect((await scanAgainst(answer))[0]).toMatchObject({ verdict: 'pending' });
	});

	it('names what it found', async () => {
		expect((await scanAgainst('stream: Win.Test.EICAR_HDB-1 FOUND\0'))[0]).toEqual({
			verdict: 'infected',
			signature: 'Win.Test.EICAR_HDB-1'
		});
	});

	it('keeps a file waiting that is above the limit of the scanner', async () => {
		expect((await scanAgainst('INSTREAM size limit exceeded. ERROR\0'))[0]).toEqual({
			verdict: 'pending',
			reason: 'too_large'
		});
	});

	it('gets every byte, in chunks behind their length', async () => {
		const [, sent] = await scanAgainst('stream: OK\0');
		expect(sent.subarray(0, 10).toString()).toBe('zINSTREAM\0');
		const body: Buffer[] = [];
		for (let at = 10; ;) {
			const length = sent.readUInt32BE(at);
			if (length === 0) break;
			body.push(sent.subarray(at + 4, at + 4 + length));
			at += 4 + length;
		}
		expect(
			Buffer.concat(body).equals(Buffer.concat([Buffer.from('hello '), Buffer.alloc(200_000, 'x')]))
		).toBe(true);
	});
});

describe('a scanner that does not work', () => {
	it('leaves the file waiting when nobody listens', async () => {
		expect(await clamdScanner({ host: '127.0.0.1', port: 9 }).scan(pieces(Buffer.from('x')))).toEqual({
			verdict: 'pending',
			reason: 'unreachable'
		});
		expect(await clamdScanner({ path: '/nowhere/clamd.sock' }).scan(pieces(Buffer.alloc(1_000_000)))).toEqual(
			{
				verdict: 'pending',
				reason: 'unreachable'
			}
		);
	});

	it('leaves the file waiting when the scanner hangs up or falls silent', async () => {
		expect((await scanAgainst((socket) => socket.destroy()))[0]).toEqual({
			verdict: 'pending',
			reason: 'unreachable'
		});
		expect((await scanAgainst(() => undefined, 150))[0]).toEqual({ verdict: 'pending', reason: 'timeout' });
	});

	it('says when there is none', async () => {
		expect(await noScanner.scan(pieces())).toEqual({ verdict: 'not_configured' });
	});
});

describe('CLAMD_URL', () => {
	it.each([
		['tcp://scan.local:3310', { host: 'scan.local', port: 3310 }],
		['10.0.0.5:3310', { host: '10.0.0.5', port: 3310 }],
		['tcp://[::1]:3310', { host: '::1', port: 3310 }],
		['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
		['unix:///run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
		['', null],
		['http://scan.local', null],
		['scan.local:0', null],
		['scan.local:70000', null]
	])('%j', (text, expected) => {
		expect(parseClamdUrl(text)).toEqual(expected);
	});
});

const clamd = ['/usr/sbin/clamd', '/usr/local/sbin/clamd'].find(existsSync);

describe.runIf(clamd !== undefined)('a real clamd with a database of one line', () => {
	it('finds what the line describes, and nothing else', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'clamd-'));
		const socket = path.join(folder, 'clamd.sock');
		const planted = Buffer.from('chuan planted sample');
		await writeFile(path.join(folder, 'own.ndb'), `Chuan.Test:0:*:${planted.toString('hex')}\n`);
		await writeFile(
			path.join(folder, 'clamd.conf'),
			`LocalSocket ${socket}\nDatabaseDirectory ${folder}\nForeground yes\nTemporaryDirectory ${folder}\n`
		);
		spawnSync('chmod', ['-R', 'a+rwX', folder]);
		const daemon = spawn(clamd ?? '', ['-c', path.join(folder, 'clamd.conf')], { stdio: 'ignore' });
		try {
			for (let waited = 0; !existsSync(socket) && waited < 200; waited += 1) await pause(100);
			const scanner = clamdScanner({ path: socket });
			expect(await scanner.scan(pieces(Buffer.from('a harmless file')))).toEqual({ verdict: 'clean' });
			expect(await scanner.scan(pieces(Buffer.alloc(200_000, 'a'), planted))).toEqual({
				verdict: 'infected',
				signature: 'Chuan.Test.UNOFFICIAL'
			});
		} finally {
			daemon.kill('SIGKILL');
			await once(daemon, 'exit');
			await rm(folder, { recursive: true, force: true });
		}
	});
});
