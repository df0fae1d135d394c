// `npm test`: everything that a landing has to pass, from a fresh clone. Only `node:` modules and the syntax of
// Node 20.19, since nothing may be installed yet.
//   npm test                 all of it
//   npm test -- lint pure    only these
// The last line sums every runner: `N passed, N failed`. A check that is not a test run counts as one; a result
// that cannot be read is a failure, and so is a tier without tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endWith, node, prepare, root } from '../src/cli/prepare.mjs';
import { readAdvisories } from './advisories.mjs';

const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const reports = mkdtempSync(path.join(os.tmpdir(), 'chuan-reports-'));

const env = {
	...process.env,
	// Also the tools that tools start run on the packaged Node.
	PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
	...(process.stdout.isTTY ? {} : { NO_COLOR: '1' })
};

/** `said` takes what the program writes, where it is not to be mixed with what another writes meanwhile. */
function run(program, args, said) {
	return new Promise((resolve) => {
		const out = said === undefined ? 'inherit' : 'pipe';
		const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', out, out] });
		child.stdout?.on('data', (chunk) => said.push(chunk));
		child.stderr?.on('data', (chunk) => said.push(chunk));
		child.once('error', (error) => {
			console.error(error.message);
			resolve(1);
		});
		child.once('close', (code) => resolve(code ?? 1));
	});
}

/** A tool that passes or not: one. It works on one core, so several of them run side by side. */
const check = (name, program, args) => ({
	name,
	beside: true,
	async run() {
		const said = [];
		const code = await run(bin(program), args, said);
		return { ...(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }), said };
	}
});

function count(report) {
	if (!existsSync(report)) return null;
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
	if (!Number.isInteger(numPassedTests) || !Number.isInteger(numFailedTests)) return null;
	// A file that broke before its first test has no tests to count.
	const broken = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length);
	return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** A tier of tests: as many as ran. */
const tier = (name) => ({
	name,
	async run() {
		const report = path.join(reports, `${name}.json`);
		const code = await run(node, [
			path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
			'run',
			'--project',
			name,
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${report}`
		]);
		const counted = count(report);
		if (counted === null) return { passed: 0, failed: 1 };
		const silent = counted.failed === 0 && (code !== 0 || counted.passed === 0);
		return silent ? { ...counted, failed: 1 } : counted;
	}
});

/**
 * Known weaknesses of what is installed in production, high ones and worse. A registry that does not answer says nothing
 * about them: that is told, and fails nothing.
 */
const advisories = {
	name: 'advisories',
	beside: true,
	async run() {
		const said = [];
		await run('npm', ['audit', '--omit=dev', '--json', '--loglevel=silent'], said);
		const answer = readAdvisories(said.join(''));
		if (answer === null)
			return { passed: 0, failed: 0, said: ['not run: the registry gave no advisories\n'] };
		const lines = answer.map((line) => `${line}\n`);
		return answer.length === 0 ? { passed: 1, failed: 0, said: [] } : { passed: 0, failed: 1, said: lines };
	}
};

const steps = [
	check('lint', 'eslint', ['.']),
	check('components', 'eslint', ['--config', 'eslint.components.config.js', 'src/**/*.svelte']),
	check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
	check('types', 'tsc', ['--noEmit', '-p', '.']),
	check('svelte', 'svelte-check', [
		'--tsconfig',
		'./tsconfig.json',
		'--fail-on-warnings',
		'--output',
		'human'
	]),
	check('boundaries', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src', 'scripts', 'tests']),
	check('knip', 'knip', ['--no-progress']),
	advisories,
	tier('pure'),
	tier('architecture'),
	tier('integration'),
	{
		name: 'build',
		async run() {
			prepare({ build: true, tools: true });
			return { passed: 1, failed: 0 };
		}
	},
	tier('access'),
	tier('e2e')
];

function choose(names) {
	const unknown = names.filter((name) => !steps.some((step) => step.name === name));
	if (unknown.length === 0)
		return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
	console.error(`unknown: ${unknown.join(', ')}; known: ${steps.map(({ name }) => name).join(', ')}`);
	process.exit(2);
}

const chosen = choose(process.argv.slice(2));
try {
	prepare({ build: false, tools: true });
} catch (thrown) {
	console.log('0 passed, 1 failed');
	endWith(thrown);
}

async function measured(step) {
	const began = performance.now();
	let result;
	try {
		result = await step.run();
	} catch (thrown) {
		console.error(thrown instanceof Error ? thrown.message : thrown);
		result = { passed: 0, failed: 1 };
	}
	return { name: step.name, ...result, seconds: (performance.now() - began) / 1000 };
}

const results = [];
const checks = chosen.filter(({ beside }) => beside === true);
async function lane() {
	for (let step = checks.shift(); step !== undefined; step = checks.shift()) {
		const { said, ...result } = await measured(step);
		console.log(`\n━━ ${step.name}`);
		for (const chunk of said ?? []) process.stdout.write(chunk);
		results.push(result);
	}
}
await Promise.all(Array.from({ length: Math.min(4, os.availableParallelism()) }, lane));
for (const step of chosen.filter(({ beside }) => beside !== true)) {
	console.log(`\n━━ ${step.name}`);
	results.push(await measured(step));
}
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const { name, passed, failed, seconds } of results) {
	const mark = failed === 0 ? '✔' : '✖';
	console.log(
		`${mark} ${name.padEnd(14)}${String(passed).padStart(6)} passed${String(failed).padStart(6)} failed${seconds.toFixed(0).padStart(6)} s`
	);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const failed = sum('failed');
console.log(`${sum('passed')} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
