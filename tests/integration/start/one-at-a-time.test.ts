import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../support/source-files.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'chuan-alone-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that writes when it begins and when it ends, a tenth of a second apart. */
async function start(name: string, lock = path.join(folder, 'lock')): Promise<number | null> {
	const module = path.join(root, 'src/cli/one-at-a-time.mjs');
	const child = spawn(
		process.execPath,
		[
			'--input-type=module',
			'-e',
			`import { appendFileSync } from 'node:fs';
			 import { oneAtATime } from ${JSON.stringify(module)};
			 const say = (word) => appendFileSync(${JSON.stringify(path.join(folder, 'said'))}, word + ' ${name}\\n');
			 oneAtATime(${JSON.stringify(lock)}, () => {}, () => {
			   say('begin');
			   Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
			   say('end');
			 });`
		],
		{ stdio: ['ignore', 'inherit', 'inherit'] }
	);
	const [code] = (await once(child, 'exit')) as [number | null];
	return code;
}

const said = (): string[] => readFileSync(path.join(folder, 'said'), 'utf8').trim().split('\n');

describe('what may run once at a time', () => {
	it('lets processes that start together follow each other', async () => {
		expect(await Promise.all(['a', 'b', 'c', 'd'].map((name) => start(name)))).toEqual([0, 0, 0, 0]);
		const words = said();
		expect(words).toHaveLength(8);
		for (let at = 0; at < words.length; at += 2) {
			expect(words[at + 1]).toBe(words[at]?.replace('begin', 'end'));
		}
	});

	it('takes over from a process that was killed at it', async () => {
		const gone = spawn(process.execPath, ['-e', '']);
		await once(gone, 'exit');
		writeFileSync(path.join(folder, 'lock'), String(gone.pid));
		expect(await start('a')).toBe(0);
		expect(said()).toEqual(['begin a', 'end a']);
	});

	it('leaves nothing behind', async () => {
		await start('a');
		expect(() => readFileSync(path.join(folder, 'lock'))).toThrow('ENOENT');
	});
});
