/** The steps of the image, one after the other, in a bare folder and as an account that is not root. */
import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { imageInstructions } from '../../support/containerfile.ts';
import { root, sourceFiles, textOf } from '../../support/source-files.ts';

const base = mkdtempSync(path.join(os.tmpdir(), 'chuan-image-'));
afterAll(() => {
	rmSync(base, { recursive: true, force: true });
});

const home = path.join(base, 'home');
const portal = path.join(home, 'portal');
/** Nobody of the machine, where the tests run as root. */
const NOBODY = 65_534;
/** How this machine reaches the registry; nothing else of it is there in an image. */
const WAY_OUT = Object.fromEntries(
	Object.entries(process.env).filter(([name]) =>
		/^(NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|npm_config_(registry|cafile)|https?_proxy|no_proxy)$/i.test(name)
	)
);
const asRoot = process.getuid?.() === 0;

/** What the image copies: all but what is left out of it. */
function copyClone(): void {
	const left = new Set(textOf('.containerignore').trim().split('\n'));
	for (const file of sourceFiles()) {
		if (left.has(file.split('/')[0] ?? '')) continue;
		const target = path.join(portal, file);
		mkdirSync(path.dirname(target), { recursive: true });
		cpSync(path.join(root, file), target);
	}
	if (asRoot)
		for (const folder of [base, home, portal])
			spawnSync('chown', [folder === portal ? '-R' : '-h', `${String(NOBODY)}:${String(NOBODY)}`, folder]);
}

function run(
	command: string,
	env: Readonly<Record<string, string>> = {}
): { code: number | null; said: string } {
	const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
		cwd: portal,
		encoding: 'utf8',
		...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
		env: { ...WAY_OUT, PATH: process.env['PATH'], HOME: home, NODE_ENV: 'production', ...env }
	});
	return { code: status, said: `${stdout}${stderr}` };
}

function reachable(): boolean {
	const { status } = spawnSync('npm', ['view', 'zod', 'version', '--loglevel=silent'], { cwd: root });
	if (status === 0) return true;
	process.stderr.write('the image: not run. The registry of packages does not answer.\n');
	return false;
}
const online = reachable();

describe.skipIf(!online)('the image', () => {
	const instructions = imageInstructions();
	const user = instructions.findIndex(({ name }) => name === 'USER');

	it('is made by its own steps, and then starts with nothing left to install or to build', () => {
		mkdirSync(portal, { recursive: true });
		if (asRoot) chownSync(base, NOBODY, NOBODY);
		for (const { name, rest } of instructions.slice(user)) {
			if (name === 'COPY') copyClone();
			if (name !== 'RUN') continue;
			const { code, said } = run(rest);
			expect(code, `${rest}\n${said}`).toBe(0);
		}
		const command = instructions.find(({ name }) => name === 'CMD')?.rest ?? '[]';
		const words = (JSON.parse(command) as string[]).join(' ');
		const { code, said } = run(`exec ${words}`, {
			...{ HOST: '0.0.0.0', CHUAN_DATA: path.join(home, 'data') },
			DATABASE_URL: 'postgresql://chuan_app@127.0.0.1:1/chuan'
		});
		// As far as it comes without its settings: it names the first that is lacking.
		expect(code).toBe(1);
		expect(said).toContain('Production needs a mail server: set SMTP_URL.');
		expect(said).not.toMatch(/npm ci|vite build|generating code/);
	}, 900_000);
});
