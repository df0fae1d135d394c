import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { S3Settings } from '#lib/server/storage/s3-store.ts';

/** Where the real S3 server of the tests answers; `stop` ends it, or does nothing when it is not ours. */
export interface S3TestServer {
	readonly settings: S3Settings;
	stop(): Promise<void>;
}

const NOT_HERE = 3;

/**
 * Starts OpenStack Swift by `scripts/s3-server.mjs`. Null, with a line "not run", where it is not installed;
 * under CI that is an error: there the suite has to run.
 */
export async function startS3TestServer(): Promise<S3TestServer | null> {
	const script = path.resolve(import.meta.dirname, '../../../scripts/s3-server.mjs');
	const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
	const settings = await firstLine(child);
	if (settings !== null) {
		return { settings: JSON.parse(settings) as S3Settings, stop: () => stop(child) };
	}
	const code = await exitCode(child);
	if (code !== NOT_HERE || process.env.CI === 'true') {
		throw new Error(`the S3 server did not start (${code}): ${complaints}`);
	}
	process.stderr.write(`S3 conformance suite: not run. ${complaints.trim()}\n`);
	return null;
}

async function firstLine(child: ChildProcess): Promise<string | null> {
	if (child.stdout === null) return null;
	for await (const line of createInterface({ input: child.stdout })) return line;
	return null;
}

function exitCode(child: ChildProcess): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
	return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function stop(child: ChildProcess): Promise<void> {
	child.kill('SIGTERM');
	await exitCode(child);
}
