import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort, untilAnswering } from './server-process.ts';
import { root } from './source-files.ts';

/** The name that `docs/nginx.conf` serves. */
export const PORTAL_NAME = 'chuan.example.vn';
const NOT_HERE = 3;
const run = promisify(execFile);

/** A real nginx with TLS, as `docs/nginx.conf` says, and another proxy before it. */
export interface Nginx {
	/** Where the portal is served over TLS, where plain http is sent on, and where the proxy before it listens. */
	readonly ports: { readonly tls: number; readonly plain: number; readonly before: number };
	readonly certificate: string;
	stop(): Promise<void>;
}

/** The program; null, with a line "not run", where it is not installed. Under CI that is an error. */
export async function findNginx(): Promise<string | null> {
	try {
		const { stdout } = await run(process.execPath, [path.join(root, 'scripts/nginx.mjs')]);
		return stdout.trim();
	} catch (thrown) {
		const { code, stderr } = thrown as { code?: number; stderr?: string };
		if (code !== NOT_HERE || process.env['CI'] === 'true') throw thrown;
		process.stderr.write(`The portal behind nginx: not run. ${stderr?.trim() ?? ''}\n`);
		return null;
	}
}

/** Starts it before web processes on these ports. */
export async function startNginx(program: string, webs: readonly [number, number]): Promise<Nginx> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-nginx-'));
	const ports = { tls: await freePort(), plain: await freePort(), before: await freePort() };
	const key = path.join(folder, 'chuan.key');
	const pem = path.join(folder, 'chuan.pem');
	await run('openssl', [
		...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
		...[
			'-subj',
			`/CN=${PORTAL_NAME}`,
			'-addext',
			`subjectAltName=DNS:${PORTAL_NAME}`,
			'-keyout',
			key,
			'-out',
			pem
		]
	]);
	const block = settled(await readFile(path.join(root, 'docs/nginx.conf'), 'utf8'), [
		['127.0.0.1:3000', `127.0.0.1:${String(webs[0])}`],
		['127.0.0.1:3001', `127.0.0.1:${String(webs[1])}`],
		['listen 443', `listen 127.0.0.1:${String(ports.tls)}`],
		['listen 80', `listen 127.0.0.1:${String(ports.plain)}`],
		['/etc/nginx/chuan.pem', pem],
		['/etc/nginx/chuan.key', key]
	]);
	for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) await mkdir(path.join(folder, name));
	const main = path.join(folder, 'nginx.conf');
	await writeFile(path.join(folder, 'chuan.conf'), block);
	await writeFile(main, mainFile(folder, { ...ports, pem, key }));
	const child = spawn(program, ['-c', main, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
	const complaints: string[] = [];
	child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes.toString()));
	const stop = async (): Promise<void> => {
		await ended(child);
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await untilAnswering(`http://127.0.0.1:${String(ports.plain)}/`, child);
	} catch (thrown) {
		await stop();
		throw new Error(`nginx did not start: ${complaints.join('')}`, { cause: thrown });
	}
	return { ports, certificate: await readFile(pem, 'utf8'), stop };
}

/** Every name is there to be replaced: a file that says something else is not the one that the tests vouch for. */
function settled(text: string, changes: readonly (readonly [string, string])[]): string {
	return changes.reduce((changed, [from, to]) => {
		if (!changed.includes(from)) throw new Error(`docs/nginx.conf does not say ${from}`);
		return changed.replaceAll(from, to);
	}, text);
}

function mainFile(folder: string, at: { tls: number; before: number; pem: string; key: string }): string {
	const temporary = ['client_body_temp_path body', 'proxy_temp_path proxy', 'fastcgi_temp_path fastcgi'];
	return `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${folder}/nginx.pid;
error_log stderr;
worker_processes 1;
events { worker_connections 512; }
http {
	access_log off;
	${[...temporary, 'uwsgi_temp_path uwsgi', 'scgi_temp_path scgi'].map((line) => `${line};`).join(' ')}
	include ${folder}/chuan.conf;
	server {
		listen 127.0.0.1:${String(at.before)} ssl;
		ssl_certificate ${at.pem};
		ssl_certificate_key ${at.key};
		location / {
			proxy_pass https://127.0.0.1:${String(at.tls)};
			proxy_bind 127.0.0.2;
			proxy_ssl_server_name on;
			proxy_ssl_name ${PORTAL_NAME};
			proxy_set_header Host ${PORTAL_NAME};
			proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
		}
	}
}`;
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, 'exit');
	child.kill('SIGTERM');
	await gone;
}

export interface Asked {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
	/** False: the line broke off before the end that was announced. */
	readonly whole: boolean;
}

/** Asks over TLS as a browser at `from` would, an address of the loopback network. */
export function askOver(
	nginx: Nginx,
	about: RequestOptions & { readonly from: string; readonly body?: string | Uint8Array }
): Promise<Asked> {
	const { from, body, headers, ...rest } = about;
	const sent = request({
		host: '127.0.0.1',
		port: nginx.ports.tls,
		servername: PORTAL_NAME,
		ca: nginx.certificate,
		localAddress: from,
		...rest,
		headers: { host: PORTAL_NAME, ...(headers as Record<string, string> | undefined) }
	});
	return new Promise((resolve, reject) => {
		sent.once('error', reject);
		sent.once('response', (answer) => {
			const parts: Buffer[] = [];
			answer.on('data', (part: Buffer) => parts.push(part));
			const settle = (whole: boolean): void =>
				resolve({
					status: answer.statusCode ?? 0,
					headers: answer.headers,
					body: Buffer.concat(parts),
					whole
				});
			answer.once('end', () => settle(answer.complete));
			answer.once('error', () => settle(false));
		});
		sent.end(body);
	});
}
