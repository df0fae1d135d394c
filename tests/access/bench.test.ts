import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from '../../scripts/bench/cases.ts';
import { readPage } from '../../scripts/bench/read-page.ts';
import { servePortal } from '../../scripts/bench/processes.ts';
import type { Served } from '../../scripts/bench/processes.ts';
import { openBenchWorld } from '../../scripts/bench/world.ts';
import type { BenchWorld } from '../../scripts/bench/world.ts';

const PATIENCE_MS = 600_000;

let folder: string;
let world: BenchWorld;
let portal: Served;
let admin: pg.Client;

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-bench-'));
	world = await openBenchWorld(folder, 100);
	portal = await servePortal(world);
	admin = new pg.Client({ connectionString: world.adminUrl });
	await admin.connect();
}, PATIENCE_MS);
afterAll(async () => {
	await admin.end();
	await portal.stop();
	await world.stop();
	await rm(folder, { recursive: true, force: true });
});

async function askerOf(one: (typeof CASES)[number]) {
	return (await one.askers({ admin, origin: portal.origin, applications: world.applications }))(0);
}

/** No time is asserted here: that what is measured is what was meant. */
describe('what the bench measures', () => {
	it.each(CASES.filter(({ kind }) => kind === 'page'))('reads the page that it means: $name', async (one) => {
		const request = (await askerOf(one))(0);
		if (request === undefined) throw new Error('nothing to ask');
		expect(await readPage(portal.origin, one, request)).toBeGreaterThan(1000);
	});

	it.each(CASES.filter(({ kind }) => kind === 'write'))('writes what it means: $name', async (one) => {
		const done = async (): Promise<number> =>
			(await admin.query<{ done: number }>(one.written ?? '')).rows[0]?.done ?? 0;
		const before = await done();
		const ask = await askerOf(one);
		for (const turn of [0, 1]) {
			const request = ask(turn);
			if (request === undefined) throw new Error('nothing to ask');
			const answer = await fetch(portal.origin + request.path, {
				method: request.method,
				headers: { ...request.headers },
				body: request.body ?? null
			});
			expect(answer.status).toBe(200);
			await answer.text();
		}
		expect((await done()) - before).toBe(2);
	});
});
