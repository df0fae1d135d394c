/**
 * `npm run bench [-- --applications 2000 --seconds 5 --only ranking --keep-build]`: how fast the production build is on this machine, beside what
 * PostgreSQL alone and a bare SvelteKit page do in the same minutes. Needs nothing but the clone; a database of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { endWith } from '../src/cli/cannot-start.ts';
import { prepare } from '../src/cli/prepare.mjs';
import { preparedName } from '../src/lib/server/db/rows.ts';
import { CASES } from './bench/cases.ts';
import type { BenchCase } from './bench/cases.ts';
import { measureDatabase, measureHttp } from './bench/load.ts';
import type { Asker, Measured } from './bench/load.ts';
import { runWorker, serveBare, servePortal } from './bench/processes.ts';
import type { Served, Statement } from './bench/processes.ts';
import { readPage } from './bench/read-page.ts';
import { printMachine, printMemory, printTable } from './bench/report.ts';
import type { Line, Processor } from './bench/report.ts';
import { openBenchWorld } from './bench/world.ts';
import type { BenchWorld } from './bench/world.ts';

/** As many connections as the portal holds. */
const POOL = 10;
const CONNECTIONS = [1, 50] as const;

/** How far one answer may be from another in bytes before it is no longer the same page: codes and dates differ in length. */
const NEARLY_SAME = 0.25;

/** What every page asks the database, said by a process that is not measured. */
async function recordPages(
	world: BenchWorld,
	pages: readonly BenchCase[]
): Promise<Map<string, readonly Statement[]>> {
	const admin = new pg.Client({ connectionString: world.adminUrl });
	await admin.connect();
	const served = await servePortal(world, true);
	const recorded = new Map<string, readonly Statement[]>();
	try {
		for (const one of pages) {
			const ask = (await one.askers({ admin, origin: served.origin, applications: world.applications }))(0);
			// The first time connections are opened and definitions are read; the last is what every visit costs.
			for (const turn of [0, 1, 2]) {
				const request = ask(turn);
				if (request === undefined) throw new Error(`${one.name}: nothing to ask`);
				served.statements();
				await readPage(served.origin, one, request);
			}
			recorded.set(one.name, served.statements());
		}
	} finally {
		await served.stop();
		await admin.end();
	}
	return recorded;
}

function replay(statements: readonly Statement[]): (pool: pg.Pool) => Promise<void> {
	return async (pool) => {
		for (const { text, values } of statements) {
			// Named as the portal names them: parsed and planned once a connection.
			await pool.query({ name: preparedName(text), text, values: [...values] });
		}
	};
}

async function countOf(admin: pg.Client, one: BenchCase): Promise<number> {
	if (one.written === undefined) return 0;
	const { rows } = await admin.query<{ done: number }>(one.written);
	return rows[0]?.done ?? 0;
}

async function measurePortal(
	{
		portal,
		admin,
		world
	}: { readonly portal: Served; readonly admin: pg.Client; readonly world: BenchWorld },
	one: BenchCase,
	connections: number,
	seconds: number
): Promise<Measured & { readonly processor: Processor | undefined }> {
	const askerOf = await one.askers({ admin, origin: portal.origin, applications: world.applications });
	const before = await countOf(admin, one);
	const used = { web: portal.processor(), database: world.processor() };
	const measured = await measureHttp(portal.origin, askerOf, { connections, seconds });
	const is = { web: portal.processor(), database: world.processor() };
	await untilQuiet(portal.origin);
	if (measured.done === 0) throw new Error(`${one.name}: nothing was answered well in ${seconds} s`);
	const written = (await countOf(admin, one)) - before;
	// What was under way when the time was up may have been written and not been counted, never the other way round.
	if (one.written !== undefined && written < measured.done) {
		throw new Error(`${one.name}: ${measured.done} answered well, ${written} written`);
	}
	if (one.kind === 'page') await sameAgain(portal.origin, one, askerOf(connections), measured);
	const forOne = (now?: number, then?: number): number | undefined =>
		now === undefined || then === undefined ? undefined : (now - then) / measured.done;
	const [web, database] = [forOne(is.web, used.web), forOne(is.database, used.database)];
	const processor = web === undefined || database === undefined ? undefined : { web, database };
	return { ...measured, processor };
}

/** What was asked and not waited for would weigh on what comes next: a page is asked until it is served again. */
async function untilQuiet(origin: string): Promise<void> {
	for (let left = 40; ; left -= 1) {
		const answer = await fetch(`${origin}/dot-keu-goi?tim=${left}`);
		await answer.text();
		if (answer.status === 200) return;
		if (left === 0) throw new Error(`the portal still answers ${answer.status} without load`);
		await pause(250);
	}
}

/** What was counted were the pages that were meant: a page read now says it, and is as long as those were. */
async function sameAgain(origin: string, one: BenchCase, ask: Asker, measured: Measured): Promise<void> {
	const request = ask(1);
	if (request === undefined) throw new Error(`${one.name}: nothing to ask`);
	const is = await readPage(origin, one, request);
	const were = measured.bytes ?? 0;
	if (Math.abs(were - is) > is * NEARLY_SAME) {
		throw new Error(`${one.name}: answers of ${Math.round(were)} bytes, the page has ${Math.round(is)}`);
	}
}

async function bench(
	folder: string,
	cases: readonly BenchCase[],
	{ applications, seconds }: { readonly applications: number; readonly seconds: number }
): Promise<void> {
	console.log(
		`→ ${applications} applications, ${applications * 56} marks, ${applications * 20} budget lines`
	);
	const world = await openBenchWorld(folder, applications);
	const admin = new pg.Client({ connectionString: world.adminUrl });
	const pool = new pg.Pool({ connectionString: world.appUrl, max: POOL });
	// At the end PostgreSQL may say its farewell before a connection has said its own; a query that fails is told by itself.
	pool.on('error', () => undefined);
	const served: Served[] = [];
	const workers: Pick<Served, 'stop'>[] = [];
	try {
		await admin.connect();
		// A section that no form has: the bare transaction writes beside the portal's own rows.
		await admin.query(
			`INSERT INTO answer_section (application_id, section_key, content, updated_at, updated_by)
			 SELECT application_id, 'spare', '{}', app_now(), updated_by FROM answer_section WHERE section_key = 'needs'`
		);
		const statements = await recordPages(
			world,
			cases.filter(({ kind }) => kind === 'page')
		);
		const bare = await serveBare();
		served.push(bare);
		const portal = await servePortal(world);
		served.push(portal);
		const worker = runWorker(world);
		workers.push(worker);
		const lines: Line[] = [];
		for (const connections of CONNECTIONS) {
			const load = { connections, seconds };
			const empty = () => () => ({ method: 'GET', path: '/', headers: {} });
			await measureHttp(bare.origin, empty, { connections, seconds: 1 });
			const kit = await measureHttp(bare.origin, empty, load);
			lines.push({ name: 'bare SvelteKit page', connections, http: kit });
			for (const one of cases) {
				console.log(`→ ${one.name}, ${connections}`);
				if (one.kind === 'page') {
					const warm = await one.askers({ admin, origin: portal.origin, applications: world.applications });
					await measureHttp(portal.origin, warm, { connections, seconds: 1 });
					await untilQuiet(portal.origin);
				}
				const http = await measurePortal({ portal, admin, world }, one, connections, seconds);
				const asked = statements.get(one.name);
				// A page that asks nothing has nothing to be compared with.
				const work = one.bare ?? (asked === undefined || asked.length === 0 ? undefined : replay(asked));
				lines.push({
					name: one.name,
					connections,
					http,
					processor: http.processor,
					...(work === undefined ? {} : { database: await measureDatabase(pool, work, load) }),
					...(asked === undefined ? {} : { queries: asked.length }),
					against: one.kind === 'page' ? kit : undefined,
					memory: portal.memory()
				});
			}
		}
		printTable(lines);
		printMemory([
			{ name: 'web process', memory: portal.memory(), aim: 400e6 },
			{ name: 'worker', memory: worker.memory() }
		]);
	} finally {
		for (const one of [...workers, ...served]) await one.stop();
		await pool.end();
		await admin.end();
		await world.stop();
	}
}

const { values } = parseArgs({
	options: {
		applications: { type: 'string', default: '2000' },
		seconds: { type: 'string', default: '5' },
		only: { type: 'string', multiple: true, default: [] },
		'keep-build': { type: 'boolean', default: false }
	}
});
const applications = Number(values.applications);
const seconds = Number(values.seconds);
if (
	!Number.isSafeInteger(applications) ||
	applications < 100 ||
	!Number.isSafeInteger(seconds) ||
	seconds < 1
) {
	console.error('--applications: a whole number from 100; --seconds: a whole number from 1');
	process.exit(1);
}
const cases =
	values.only.length === 0
		? CASES
		: CASES.filter(({ name }) => values.only.some((words) => name.includes(words)));
if (cases.length === 0) {
	console.error(`--only: words of ${CASES.map(({ name }) => name).join('; ')}`);
	process.exit(1);
}
const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-bench-'));
try {
	prepare({ build: !values['keep-build'], tools: true });
	printMachine();
	await bench(folder, cases, { applications, seconds });
	printMachine();
	await rm(folder, { recursive: true, force: true });
} catch (thrown) {
	await rm(folder, { recursive: true, force: true });
	endWith(thrown);
}
