/** What an office installs from: units of systemd, the image, what is left out of it, the answer about advisories. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdvisories } from '../../scripts/advisories.mjs';
import { imageInstructions } from '../support/containerfile.ts';
import { root, sourceFiles, textOf } from '../support/source-files.ts';

const units = sourceFiles('docs/systemd');
const services = units.filter((file) => file.endsWith('.service'));
const INSTALLED = '/srv/chuan/portal';

function findAnalyze(): boolean {
	const { error } = spawnSync('systemd-analyze', ['--version']);
	if (error === undefined) return true;
	process.stderr.write('units of systemd: not run. systemd-analyze is not installed.\n');
	return false;
}
const analyze = findAnalyze();

/** The units as they would stand on a server, with the program where it is here. */
function verify(change: (text: string) => string = (text) => text): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'chuan-units-'));
	try {
		const files = units.map((file) => {
			const copy = path.join(folder, path.basename(file));
			writeFileSync(copy, change(textOf(file)).replaceAll(INSTALLED, root));
			return copy;
		});
		const { stdout, stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
			encoding: 'utf8'
		});
		return `${stdout}${stderr}${status === 0 ? '' : `ended with ${String(status)}`}`;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

describe('units of systemd', () => {
	it.skipIf(!analyze)('are understood by systemd, without a word', () => {
		expect(verify()).toBe('');
	});

	it.skipIf(!analyze)('would be complained of', () => {
		expect(verify((text) => text.replace('RestrictRealtime=yes', 'RestrictRealtimes=yes'))).toContain(
			'RestrictRealtimes'
		);
		expect(verify((text) => text.replace('Asia/Ho_Chi_Minh', 'Asia/Nowhere'))).toContain(
			'calendar specification'
		);
	});

	it('run files of this repository, as an account that is not root', () => {
		expect(services.length).toBe(4);
		for (const file of services) {
			const text = textOf(file);
			const [, script = ''] = /^ExecStart=\S+ \/srv\/chuan\/portal\/(\S+)$/m.exec(text) ?? [];
			expect(existsSync(path.join(root, script)), file).toBe(true);
			expect(text, file).toMatch(/^User=chuan$/m);
		}
	});

	it.each([
		'NoNewPrivileges=yes',
		'ProtectSystem=strict',
		'ReadWritePaths=/srv/chuan',
		'PrivateTmp=yes',
		'CapabilityBoundingSet=',
		'SystemCallFilter=@system-service',
		'UMask=0077'
	])('are confined: %s', (line) => {
		for (const file of services) expect(textOf(file).split('\n'), file).toContain(line);
	});

	it('have a timer for whatever ends by itself', () => {
		for (const file of services.filter((one) => textOf(one).includes('Type=oneshot')))
			expect(units).toContain(file.replace('.service', '.timer'));
	});
});

describe('the image', () => {
	const instructions = imageInstructions();
	const at = (name: string, rest: RegExp): number =>
		instructions.findIndex((one) => one.name === name && rest.test(one.rest));

	it('is somebody other than root before anything of the portal is run', () => {
		const user = at('USER', /^chuan$/);
		expect(user).toBeGreaterThan(0);
		expect(instructions.slice(user).filter(({ name }) => name === 'USER')).toHaveLength(1);
		expect(at('RUN', /npm/)).toBeGreaterThan(user);
		expect(at('CMD', /./)).toBeGreaterThan(user);
	});

	it('holds no key and no password, and nothing of a clone that is made anew', () => {
		const said = instructions.filter(({ name }) => name === 'ENV' || name === 'ARG');
		expect(said.filter(({ rest }) => /KEY|PASSWORD|SECRET|_URL/.test(rest))).toEqual([]);
		const left = textOf('.containerignore').trim().split('\n');
		for (const name of ['.git', 'node_modules', 'build', 'data']) expect(left).toContain(name);
	});

	it('is what the composition starts, and nobody else reaches', () => {
		const compose = textOf('docs/container/compose.yaml');
		expect(compose).toContain('dockerfile: docs/container/Containerfile');
		expect(compose).toContain("- '127.0.0.1:3000:3000'");
		expect(compose).not.toMatch(/^\s+- '(?!127\.0\.0\.1:)\d+:\d+'/m);
		expect(compose).toMatch(/cap_drop: \[ALL\]/);
	});
});

describe('advisories', () => {
	const found = (severity: string): string =>
		JSON.stringify({ vulnerabilities: { left: { name: 'left', severity, range: '<1.0.1' } } });

	it('are told from high on', () => {
		expect(readAdvisories(found('moderate'))).toEqual([]);
		expect(readAdvisories(found('high'))).toEqual(['left <1.0.1: high']);
		expect(readAdvisories(found('critical'))).toEqual(['left <1.0.1: critical']);
	});

	it('are unknown where the registry gives no answer', () => {
		expect(readAdvisories('')).toBeNull();
		expect(readAdvisories('{"message": "405 Method Not Allowed", "error": {}}')).toBeNull();
	});
});
