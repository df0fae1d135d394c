/** The build, asked as production runs it: what is there to try the portal with is not there. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeAuditKeys } from '../../src/cli/audit-keys.ts';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/app/identity/demonstration-sign-ins.ts';
import { passwordHasher } from '../../src/lib/server/auth/passwords.ts';
import { insertPerson, openWorld } from '../integration/intake/world.ts';
import type { World } from '../integration/intake/world.ts';
import { signIn, startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

const EMAIL = 'quan@demo.chuan.vn';

let world: World;
let folder: string;
let production: Portal;
let trial: Portal;
let cookie: string;

beforeAll(async () => {
	world = await openWorld();
	const admin = await insertPerson(world, 'Lê Văn Quản', { grants: [{ role: 'administrator' }] });
	cookie = await signIn(world.database, admin.accountId);
	await world.database.owner.query(
		`UPDATE account SET demonstration = true, email = $3, password_hash = $2 WHERE id = $1`,
		[admin.accountId, await passwordHasher.hash(DEMONSTRATION_PASSWORD), EMAIL]
	);
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-in-production-'));
	const keys = path.join(folder, 'keys');
	await makeAuditKeys(keys);
	const settings = {
		CHUAN_EMBEDDED: '',
		SMTP_URL: 'smtp://127.0.0.1:1',
		CHUAN_AUDIT_KEY: (await readFile(path.join(keys, 'audit.keys'), 'utf8')).trim(),
		CHUAN_CHECKPOINTS: path.join(folder, 'checkpoints'),
		CHUAN_CHECKPOINT_KEY: path.join(keys, 'checkpoint.pem')
	};
	production = await startPortal(world.database, folder, settings);
	trial = await startPortal(world.database, folder);
});
afterAll(async () => {
	await production.close();
	await trial.close();
	await world.close();
	await rm(folder, { recursive: true, force: true });
});

const get = (portal: Portal, address: string): Promise<Response> =>
	fetch(`${portal.origin}${address}`, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });

it.each(['/thanh-phan', '/en/thanh-phan', '/thanh-phan/du-lieu', '/thanh-phan/__data.json'])(
	'%s is not there, also for an administrator',
	async (address) => {
		const answer = await get(production, address);
		const text = await answer.text();
		// Data that a page is made of tell a refusal in their text.
		if (address.endsWith('.json')) expect(text).toContain('"status":404');
		else expect(answer.status).toBe(404);
		expect((await get(trial, address)).status).toBe(200);
	}
);

it('offers nobody to sign in as, and lets nobody in whose password everybody knows', async () => {
	const shown = async (portal: Portal): Promise<string> =>
		(await fetch(`${portal.origin}/dang-nhap?vai=administrator`)).text();
	const enter = (portal: Portal): Promise<Response> =>
		fetch(`${portal.origin}/dang-nhap`, {
			method: 'POST',
			headers: {
				...{ origin: portal.origin, accept: 'text/html' },
				'content-type': 'application/x-www-form-urlencoded'
			},
			body: new URLSearchParams({ email: EMAIL, password: DEMONSTRATION_PASSWORD }).toString(),
			redirect: 'manual'
		});
	for (const text of [EMAIL, DEMONSTRATION_PASSWORD]) {
		expect(await shown(trial)).toContain(text);
		expect(await shown(production)).not.toContain(text);
	}
	expect((await enter(production)).status).toBe(400);
	expect((await enter(trial)).status).toBe(303);
});
