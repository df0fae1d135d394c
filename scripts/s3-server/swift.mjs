import { spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts, writeConfiguration } from './configuration.mjs';

const PARTS = ['account', 'container', 'object', 'proxy'];
const READY_WITHIN_MS = 60_000;
const BUCKET = 'chuan-test';

/** Starts Swift in a folder of its own and makes the bucket. Tried again when a free port was taken meanwhile. */
export async function startSwift() {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await startOnce();
		} catch (error) {
			if (attempt === 3) throw error;
			console.error(`${error.message}\ntrying again`);
		}
	}
}

async function startOnce() {
	const folder = mkdtempSync(path.join(tmpdir(), 'chuan-s3-'));
	const account = { tenant: 'chuan', user: 'test', secret: randomBytes(12).toString('hex') };
	const ports = await freePorts(PARTS);
	const files = writeConfiguration(folder, ports, account);
	const children = new Map(PARTS.map((name) => [name, startPart(name, files[name])]));
	const settings = {
		endpoint: `http://127.0.0.1:${ports.proxy}`,
		region: 'us-east-1',
		bucket: BUCKET,
		accessKeyId: `${account.tenant}:${account.user}`,
		secretAccessKey: account.secret
	};
	const stop = async () => {
		await Promise.all([...children.values()].map(stopPart));
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await makeBucket(settings, children);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		settings,
		stop,
		lastWords: (name) => children.get(name).words.join(''),
		onDeath: (tell) => children.forEach((child, name) => child.process.once('exit', () => tell(name)))
	};
}

function startPart(name, file) {
	const child = spawn(`swift-${name}-server`, [file, '--verbose'], {
		stdio: ['ignore', 'pipe', 'pipe'],
		// Ctrl-C in a terminal reaches the whole group: the parts are ours to stop, in order.
		detached: true
	});
	const words = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => {
			words.push(chunk.toString('utf8'));
			if (words.length > 40) words.shift();
		});
	}
	child.on('error', (error) => words.push(error.message));
	return { process: child, words };
}

async function stopPart({ process: child }) {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
	await gone;
	clearTimeout(forced);
}

/** Asks until the bucket is made: that one request goes through all four parts. */
async function makeBucket(settings, children) {
	const until = Date.now() + READY_WITHIN_MS;
	let last = 'no answer';
	while (Date.now() < until) {
		for (const [name, { process: child, words }] of children) {
			if (child.exitCode !== null)
				throw new Error(`swift-${name}-server ended at its start:\n${words.join('')}`);
		}
		try {
			const response = await fetch(`${settings.endpoint}/${settings.bucket}`, {
				method: 'PUT',
				headers: signature(settings, 'PUT', `/${settings.bucket}`)
			});
			last = `${response.status} ${await response.text()}`;
			if (response.ok) return;
		} catch (error) {
			last = String(error.cause?.code ?? error.message);
		}
		await pause(250);
	}
	throw new Error(`the S3 server did not get ready: ${last}`);
}

/** AWS Signature Version 4 of a request without a body; a few lines, so that this script needs no package. */
function signature({ endpoint, region, accessKeyId, secretAccessKey }, method, target) {
	const host = new URL(endpoint).host;
	const stamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
	const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
	const payload = createHash('sha256').update('').digest('hex');
	const canonical = [
		method,
		target,
		'',
		`host:${host}`,
		`x-amz-content-sha256:${payload}`,
		`x-amz-date:${stamp}`,
		'',
		'host;x-amz-content-sha256;x-amz-date',
		payload
	].join('\n');
	const toSign = [
		'AWS4-HMAC-SHA256',
		stamp,
		scope,
		createHash('sha256').update(canonical).digest('hex')
	].join('\n');
	const key = scope
		.split('/')
		.reduce((secret, word) => createHmac('sha256', secret).update(word).digest(), `AWS4${secretAccessKey}`);
	const signed = createHmac('sha256', key).update(toSign).digest('hex');
	return {
		'x-amz-date': stamp,
		'x-amz-content-sha256': payload,
		authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signed}`
	};
}
