import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../../src/lib/server/app/applications/create-application.ts';
import {
	openWorld,
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson
} from '../integration/intake/world.ts';
import type { TestCall, TestPerson, World } from '../integration/intake/world.ts';
import { fillDossier, MAP_DOCUMENTS, must } from '../integration/applications/filled-dossier.ts';
import { versionOf } from '../integration/applications/application-world.ts';
import { signIn, startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

/** Connections of the portal in this test: few, so that little makes it full. */
const POOL = 2;
const LANE = 3;

interface Applicant {
	readonly person: TestPerson;
	readonly applicationId: string;
	readonly cookie: string;
}

let world: World;
let call: TestCall;
let portal: Portal;
let applicants: Applicant[];

beforeAll(async () => {
	world = await openWorld();
	call = await insertCall(world, 'map', 'MAP-2026-02', ['MAP']);
	applicants = [];
	for (let at = 0; at < 6; at += 1) applicants.push(await applicantOf(at));
	portal = await startPortal(world.database, undefined, {
		DATABASE_POOL: String(POOL),
		DATABASE_POOL_SUBMISSIONS: String(LANE)
	});
});
afterAll(async () => {
	await portal.close();
	await world.close();
});

/** An enterprise with a dossier that could be submitted as it is. */
async function applicantOf(at: number): Promise<Applicant> {
	const organisationId = await insertOrganisation(
		world,
		`Công ty số ${String(at)}`,
		`599990${String(1000 + at)}`
	);
	const person = await insertPerson(world, `Người nộp ${String(at)}`, {
		grants: [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }]
	});
	const ctx = await contextOf(world, person);
	const { id } = must(
		await createApplication(ctx, { callCode: call.code, lotId: undefined, organisationId })
	);
	await fillDossier(ctx, id, MAP_DOCUMENTS);
	return { person, applicationId: id, cookie: await signIn(world.database, person.accountId) };
}

const ask = (where: string, headers: Record<string, string>): Promise<Response> =>
	fetch(portal.origin + where, { redirect: 'manual', headers });

async function submit({ applicationId, cookie }: Applicant, version: number): Promise<Response> {
	const body = new URLSearchParams([['version', String(version)]]);
	for (const at of [0, 1, 2]) body.append('declaration', String(at));
	return fetch(`${portal.origin}/ho-so/${applicationId}/nop`, {
		method: 'POST',
		redirect: 'manual',
		headers: { cookie, origin: portal.origin, accept: 'text/html' },
		body
	});
}

/** Holds the rows of these dossiers, so that whatever writes them waits; gives the way to let go. */
async function holding(held: readonly Applicant[]): Promise<() => Promise<void>> {
	const client = await world.database.owner.connect();
	await client.query('BEGIN');
	await client.query('SELECT 1 FROM application WHERE id = ANY($1) FOR UPDATE', [
		held.map(({ applicationId }) => applicationId)
	]);
	return async () => {
		await client.query('COMMIT');
		client.release();
	};
}

/** Moves the clock to so long before the end of the window. */
async function secondsBeforeClosing(seconds: number): Promise<void> {
	await world.database.owner.query(
		`UPDATE app_clock SET offset_sec = offset_sec
		 + ceil(extract(epoch FROM (SELECT closes_at FROM call WHERE id = $1) - app_now()))::int - $2::int`,
		[call.id, seconds]
	);
}

/** Waits until so many statements of the portal wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
	for (let tries = 0; tries < 400; tries += 1) {
		const { rows } = await world.database.owner.query<{ n: number }>(
			'SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted'
		);
		if ((rows[0]?.n ?? 0) >= count) return;
		await pause(50);
	}
	throw new Error(`never ${String(count)} waiting`);
}

describe('while more is asked than the database can take', () => {
	it('turns away what can wait, in order, and receives a submission at once', async () => {
		const [other] = applicants;
		if (other === undefined) throw new Error('no applicants');
		const version = await versionOf(world, other.applicationId);
		// Sign-ins of strangers wait for a table that nothing else needs, and hold every connection of the pool.
		const lock = await world.database.owner.connect();
		await lock.query('BEGIN');
		await lock.query('LOCK TABLE attempt_limit IN ACCESS EXCLUSIVE MODE');
		const strangers = Array.from({ length: POOL }, () =>
			fetch(`${portal.origin}/dang-nhap`, {
				method: 'POST',
				redirect: 'manual',
				headers: { origin: portal.origin, accept: 'text/html' },
				body: new URLSearchParams({ email: 'ai@donvi.example', password: 'sai rồi' })
			})
		);
		await untilWaiting(POOL);
		const reader = ask('/ho-so', { cookie: other.cookie, accept: 'text/html' });
		await pause(600);
		const visit = await ask('/ket-qua?trang=2', { accept: 'text/html' });
		expect([visit.status, visit.headers.get('retry-after')]).toEqual([503, '5']);
		expect(await visit.text()).toContain('Cổng đang rất đông người dùng');
		const data = await ask('/ket-qua?trang=3', { accept: 'application/json' });
		expect([data.status, (await data.json()) as unknown]).toMatchObject([503, { code: 'busy' }]);
		await pause(800);
		expect((await ask('/ho-so', { cookie: other.cookie, accept: 'text/html' })).status).toBe(503);

		const began = performance.now();
		const submitted = await submit(other, version);
		expect([submitted.status, submitted.headers.get('location')]).toEqual([
			303,
			`/ho-so/${other.applicationId}?da-nop`
		]);
		expect(performance.now() - began).toBeLessThan(4_000);
		await lock.query('COMMIT');
		lock.release();
		for (const answer of await Promise.all([...strangers, reader])) expect(answer.status).toBeLessThan(500);
		expect((await ask('/ket-qua?trang=4', { accept: 'text/html' })).status).toBe(200);
	});

	it('receives whoever arrived before the deadline, although his turn comes after it', async () => {
		const crowd = applicants.slice(1);
		const versions = await Promise.all(crowd.map(({ applicationId }) => versionOf(world, applicationId)));
		const [late, ...inTime] = crowd;
		if (late === undefined) throw new Error('no applicants');
		await secondsBeforeClosing(30);
		const letGo = await holding(inTime);
		// One more than the connections that submissions have: the last waits for one of them.
		const sent = inTime.map((applicant, at) => submit(applicant, versions[at + 1] ?? 0));
		expect(sent.length).toBeGreaterThan(LANE);
		await untilWaiting(LANE);
		await pause(500);
		await secondsBeforeClosing(-1);
		await letGo();
		for (const answer of await Promise.all(sent)) expect(answer.status).toBe(303);
		const { rows } = await world.database.owner.query<{ state: string; in_time: boolean }>(
			`SELECT a.state, a.submitted_at < c.closes_at AS in_time FROM application a JOIN call c ON c.id = a.call_id WHERE a.id = ANY($1)`,
			[inTime.map(({ applicationId }) => applicationId)]
		);
		expect(rows).toEqual(inTime.map(() => ({ state: 'submitted', in_time: true })));

		const refused = await submit(late, versions[0] ?? 0);
		expect(refused.status).toBe(409);
		expect(portal.said()).not.toContain('"bug"');
	});
});
