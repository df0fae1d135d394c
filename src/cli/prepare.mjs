// Makes a clone ready to run: packages, generated code, build. Only `node:` modules and the syntax of
// Node 20.19, since nothing is installed yet when this runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './one-at-a-time.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const at = (...parts) => path.join(root, ...parts);
const INSTALL_MARK = at('node_modules', '.chuan-installed');
const GENERATE_MARK = at('.svelte-kit', 'chuan-generated');
const BUILD_MARK = at('build', '.chuan-built');

/** What the build is made from; everything else may change without a rebuild. */
const SOURCES = [
	'package-lock.json',
	'package.json',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json',
	'prisma.config.ts',
	'prisma/schema.prisma',
	'project.inlang/settings.json',
	'scripts/client-parts.ts',
	'scripts/generate.ts',
	'scripts/message-names.ts',
	'scripts/paraglide-options.ts',
	'scripts/plan-parts.ts',
	'scripts/short-messages.ts',
	'messages',
	'definitions',
	'static',
	'src'
];
const GENERATED = ['src/lib/i18n/paraglide', 'src/lib/server/db/generated', 'src/lib/domain/generated'];

/** What code is generated from: a change elsewhere needs no new generation. */
const GENERATED_FROM = [
	'package-lock.json',
	'prisma/schema.prisma',
	'project.inlang/settings.json',
	'scripts/generate.ts',
	'scripts/message-names.ts',
	'scripts/paraglide-options.ts',
	'messages'
];

/** A reason not to start that a person can mend; its lines are all that is shown. */
export class CannotPrepare extends Error {}

/** Prints why, without a stack when a person can mend it, and ends. */
export function endWith(thrown) {
	if (thrown instanceof CannotPrepare) console.error(`\n${thrown.message}`);
	else console.error(thrown);
	process.exit(1);
}

function digestOf(names) {
	const hash = createHash('sha256');
	const add = (name) => {
		const file = at(name);
		if (!existsSync(file) || GENERATED.includes(name)) return;
		if (statSync(file).isDirectory()) {
			for (const entry of readdirSync(file).sort()) add(`${name}/${entry}`);
		} else if (!/\.test\.ts$/.test(name)) {
			const bytes = readFileSync(file);
			hash.update(`${name}\0${bytes.length}\0`).update(bytes);
		}
	};
	for (const name of names) add(name);
	return hash.digest('hex');
}

const markOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function mark(file, digest) {
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, digest);
}

/** node_modules as npm left it, no older than the lockfile: made by hand with `npm install`. */
function installedByHand() {
	const own = at('node_modules', '.package-lock.json');
	return existsSync(own) && statSync(own).mtimeMs >= statSync(at('package-lock.json')).mtimeMs;
}

function runOrStop(program, args, messages, env = process.env) {
	const shell = process.platform === 'win32';
	const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell, env });
	if (error || status !== 0) throw new CannotPrepare(messages.map((line) => `✖ ${line}`).join('\n'));
}

/** @param {boolean} tools Whether what only checks and tests the portal is wanted too: half of all packages. */
function install(tools) {
	const digest = digestOf(['package-lock.json']);
	const there =
		existsSync(at('node_modules', '.bin', 'node')) &&
		(!tools || existsSync(at('node_modules', '.bin', 'vitest')));
	if (there && markOf(INSTALL_MARK) === digest) return;
	if (!there || !installedByHand()) {
		console.log('→ npm ci: cài các gói phụ thuộc / installing packages');
		const npm = process.env.npm_execpath;
		// Packages that name a newer Node run on the one that comes with them, whatever Node installs them.
		const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(tools ? [] : ['--omit=dev'])];
		runOrStop(npm ? process.execPath : 'npm', npm ? [npm, ...args] : args, [
			'Không cài được các gói: cần mạng tới kho npm và quyền ghi vào thư mục này. Chi tiết ở trên.',
			'Packages could not be installed: npm registry access and a writable folder are needed. See above.'
		]);
	}
	mark(INSTALL_MARK, digest);
}

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new CannotPrepare(
		`✖ Cần Node.js 20.19 trở lên, máy đang có ${process.versions.node}.\n` +
			`✖ Node.js 20.19 or later is needed, this is ${process.versions.node}.`
	);
}

/** The Node that the portal runs on, brought by npm. */
export const node = at('node_modules', '.bin', 'node');

function generate() {
	const digest = digestOf(GENERATED_FROM);
	if (markOf(GENERATE_MARK) === digest && GENERATED.every((folder) => existsSync(at(folder)))) return;
	console.log('→ sinh mã / generating code');
	runOrStop(
		node,
		[at('scripts', 'generate.ts')],
		[
			'Không sinh được mã từ lược đồ và thông điệp. Chi tiết ở trên.',
			'Code could not be generated from the schema and the messages. See above.'
		]
	);
	mark(GENERATE_MARK, digest);
}

const builtFrom = (digest) => markOf(BUILD_MARK) === digest && existsSync(at('build', 'index.js'));

function build() {
	const digest = digestOf(SOURCES);
	if (builtFrom(digest)) return;
	console.log('→ vite build: dựng ứng dụng / building the application');
	rmSync(BUILD_MARK, { force: true });
	runOrStop(
		node,
		[at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
		['Không dựng được ứng dụng. Chi tiết ở trên.', 'The application could not be built. See above.'],
		// A build made with NODE_ENV=test, as under vitest, would carry the checks and warnings of development.
		{ ...process.env, NODE_ENV: 'production' }
	);
	mark(BUILD_MARK, digest);
}

/** Several processes started at once on a fresh clone prepare it once, one after the other. */
function alone(work) {
	oneAtATime(
		at('.preparing'),
		() =>
			console.log(
				'→ đợi lần khởi động khác đang chuẩn bị thư mục này / waiting for another start that prepares this folder'
			),
		work
	);
}

/**
 * Installs, generates and builds what is missing or out of date; does nothing when all is there.
 * @param {{ build: boolean, tools: boolean }} wanted
 */
export function prepare(wanted) {
	checkNode();
	alone(() => {
		install(wanted.tools);
		generate();
		if (wanted.build) build();
	});
}

/** Builds in a process of its own, while the caller does something else; undefined when nothing is out of date. */
export function buildBeside() {
	if (builtFrom(digestOf(SOURCES))) return undefined;
	const child = spawn(node, [at('src', 'cli', 'build.mjs')], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		// A group of its own: the tools that it runs end with it, and write no half of a build beside the next one.
		detached: process.platform !== 'win32'
	});
	return {
		stop: () => {
			if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
			if (process.platform === 'win32') child.kill();
			else process.kill(-child.pid, 'SIGTERM');
		},
		done: new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('exit', (code) =>
				code === 0
					? resolve()
					: reject(new CannotPrepare('✖ Không dựng được ứng dụng. / ✖ The application could not be built.'))
			);
		})
	};
}

/** What that process does; also by itself, where the packages are there and nothing else is. */
export function buildAlone() {
	alone(() => {
		generate();
		build();
	});
}
