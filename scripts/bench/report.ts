import os from 'node:os';
import type { Measured } from './load.ts';

export interface Processor {
	readonly web: number;
	readonly database: number;
}

export interface Line {
	readonly name: string;
	readonly connections: number;
	readonly http: Measured;
	/** The same statements, or a bare transaction with the same rows, straight on PostgreSQL. */
	readonly database?: Measured;
	/** Statements that the page sends at every visit. */
	readonly queries?: number;
	/** Milliseconds of processor of the web process and of PostgreSQL for one answer. */
	readonly processor?: Processor | undefined;
	/** The bare page, for rendered pages. */
	readonly against?: Measured | undefined;
	readonly memory?: { readonly now: number; readonly most: number } | undefined;
}

const figure = (value: number): string =>
	value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);

/** By throughput: at one connection that is the time of one, and finer than whole milliseconds. */
function ratio(line: Line, to: Measured | undefined): string {
	return to === undefined || line.http.perSecond === 0
		? ''
		: `${figure(to.perSecond / line.http.perSecond)}x`;
}

/** Processors and how busy others keep them: figures mean little without. */
export function printMachine(): void {
	const [one = 0, five = 0] = os.loadavg();
	console.log(
		`  ${os.cpus().length} processors (${os.cpus()[0]?.model.trim() ?? '?'}), load ${figure(one)} over 1 min, ${figure(five)} over 5 min, Node ${process.versions.node}`
	);
}

/** What each process of the portal takes, beside what it may take (decided in docs/bench.md). */
export function printMemory(
	processes: readonly {
		readonly name: string;
		readonly memory: { readonly now: number; readonly most: number } | undefined;
		readonly aim?: number;
	}[]
): void {
	for (const { name, memory, aim } of processes) {
		if (memory === undefined) continue;
		const bound = aim === undefined ? '' : `, aim at most ${figure(aim / 1e6)} MB`;
		console.log(
			`  ${name}: ${figure(memory.now / 1e6)} MB, at its most ${figure(memory.most / 1e6)} MB${bound}`
		);
	}
}

/** A plain table, one line a measurement. */
export function printTable(lines: readonly Line[]): void {
	const head = [
		'',
		'conn',
		'req/s',
		'p50 ms',
		'p99 ms',
		'failed',
		'web cpu ms',
		'db cpu ms',
		'KB',
		'queries',
		'db/s',
		'db p50',
		'x db',
		'x bare page',
		'MB'
	];
	const rows = lines.map((line) => [
		line.name,
		String(line.connections),
		figure(line.http.perSecond),
		figure(line.http.p50),
		figure(line.http.p99),
		String(line.http.failed),
		line.processor?.web.toFixed(2) ?? '',
		line.processor?.database.toFixed(2) ?? '',
		line.http.bytes === undefined ? '' : figure(line.http.bytes / 1024),
		line.queries === undefined ? '' : String(line.queries),
		line.database === undefined ? '' : figure(line.database.perSecond),
		line.database === undefined ? '' : figure(line.database.p50),
		ratio(line, line.database),
		ratio(line, line.against),
		line.memory === undefined
			? ''
			: `${figure(line.memory.now / 1e6)} (most ${figure(line.memory.most / 1e6)})`
	]);
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
	console.log('');
	for (const row of [head, ...rows]) {
		console.log(
			row
				.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
				.join('  ')
		);
	}
	console.log(`
  web cpu ms, db cpu ms: processor of the web process and of PostgreSQL for one answer, which can be compared on a machine that
  others keep busy; KB: one answer as it leaves, packed;
  x db: how many times the database alone is faster with the same statements, by throughput; x bare page: the same for the bare
  SvelteKit page.`);
}
