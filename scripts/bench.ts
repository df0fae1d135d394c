/**
 * `npm run bench [-- --applications 2000 --seconds 5 --keep-build]`: how fast the production build is on this machine, beside what
 * PostgreSQL alone and a bare SvelteKit page do in the same minutes. Needs nothing but the clone; a database of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { endWith } from '../src/cli/cannot-start.ts';
import { prepare } from '../src/cli/prepare.mjs';
import { CASES } from './bench/cases.ts';
import type { BenchCase } from './bench/cases.ts';
import { measureDatabase, measureHttp } from './bench/load.ts';
import type { Measured } from './bench/load.ts';
import { serveBare, servePortal } from './bench/processes.ts';
import type { Served, Statement } from './bench/processes.ts';
import { printMachine, printTable } from './bench/report.ts';
import type { Line } from './bench/report.ts';
import { openBenchWorld } from './bench/world.ts';
import type { BenchWorld } from './bench/world.ts';

/** As many connections as the portal holds. */
const POOL = 10;
const CONNECTIONS = [1, 50] as const;

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
			const request = (await one.askers({ admin, origin: served.origin }))(0)(0);
			if (request === undefined) throw new Error(`${one.name}: nothing to ask`);
			const ask = async (): Promise<void> => {
				const answer = await fetch(served.origin + request.path, {
					headers: request.headers,
					redirect: 'manual'
				});
				await answer.text();
				if (answer.status !== 200) throw new Error(`${one.name}: ${answer.status}`);
			};
			// The first time connections are opened and definitions are read; the second is what every visit costs.
			await ask();
			served.statements();
			await ask();
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
		for (const { text, values } of statements) await pool.query({ text, values: [...values] });
	};
}

async function countOf(admin: pg.Client, one: BenchCase): Promise<number> {
	if (one.written === undefined) return 0;
	const { rows } = await admin.query<{ done: number }>(one.written);
	return rows[0]?.done ?? 0;
}

async function measurePortal(
	portal: Served,
	admin: pg.Client,
	one: BenchCase,
	connections: number,
	seconds: number
): Promise<Measured> {
	const askerOf = await one.askers({ admin, origin: portal.origin });
	const before = await countOf(admin, one);
	const measured = await measureHttp(portal.origin, askerOf, { connections, seconds });
	// What was asked and not waited for would weigh on the next measurement: this page queues behind it.
	const last = await fetch(`${portal.origin}/dot-keu-goi`);
	await last.text();
	if (measured.failed > 0 && measured.done === 0) throw new Error(`${one.name}: nothing was answered well`);
	const written = (await countOf(admin, one)) - before;
	// What was under way when the time was up may have been written and not been counted, never the other way round.
	if (one.written !== undefined && written < measured.done) {
		throw new Error(`${one.name}: ${measured.done} answered well, ${written} written`);
	}
	return measured;
}

async function bench(folder: string, applications: number, seconds: number): Promise<void> {
	console.log(
		`→ ${applications} applications, ${applications * 56} marks, ${applications * 20} budget lines`
	);
	const world = await openBenchWorld(folder, applications);
	const admin = new pg.Client({ connectionString: world.adminUrl });
	const pool = new pg.Pool({ connectionString: world.appUrl, max: POOL });
	// At the end PostgreSQL may say its farewell before a connection has said its own; a query that fails is told by itself.
	pool.on('error', () => undefined);
	const served: Served[] = [];
	try {
		await admin.connect();
		// A section that no form has: the bare transaction writes beside the portal's own rows.
		await admin.query(
			`INSERT INTO answer_section (application_id, section_key, content, updated_at, updated_by)
			 SELECT application_id, 'spare', '{}', app_now(), updated_by FROM answer_section WHERE section_key = 'needs'`
		);
		const statements = await recordPages(
			world,
			CASES.filter(({ kind }) => kind === 'page')
		);
		const bare = await serveBare();
		served.push(bare);
		const portal = await servePortal(world);
		served.push(portal);
		const lines: Line[] = [];
		for (const connections of CONNECTIONS) {
			const load = { connections, seconds };
			const empty = () => () => ({ method: 'GET', path: '/', headers: {} });
			await measureHttp(bare.origin, empty, { connections, seconds: 1 });
			const kit = await measureHttp(bare.origin, empty, load);
			lines.push({ name: 'bare SvelteKit page', connections, http: kit });
			for (const one of CASES) {
				console.log(`→ ${one.name}, ${connections}`);
				if (one.kind === 'page') await measurePortal(portal, admin, one, connections, 1);
				const http = await measurePortal(portal, admin, one, connections, seconds);
				const asked = statements.get(one.name);
				const work = one.bare ?? replay(asked ?? []);
				lines.push({
					name: one.name,
					connections,
					http,
					database: await measureDatabase(pool, work, load),
					...(asked === undefined ? {} : { queries: asked.length }),
					against: one.kind === 'page' ? kit : undefined,
					memory: portal.memory()
				});
			}
		}
		printTable(lines);
	} finally {
		for (const one of served) await one.stop();
		await pool.end();
		await admin.end();
		await world.stop();
	}
}

const { values } = parseArgs({
	options: {
		applications: { type: 'string', default: '2000' },
		seconds: { type: 'string', default: '5' },
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
const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-bench-'));
try {
	prepare({ build: !values['keep-build'], tools: true });
	printMachine();
	await bench(folder, applications, seconds);
	printMachine();
	await rm(folder, { recursive: true, force: true });
} catch (thrown) {
	await rm(folder, { recursive: true, force: true });
	endWith(thrown);
}
