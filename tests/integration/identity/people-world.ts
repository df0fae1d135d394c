import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { App } from '../../../src/lib/server/app/ports.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import { enrolPerson } from '../../../src/lib/server/app/identity/enrol-person.ts';
import type { Enrolment } from '../../../src/lib/server/app/identity/enrol-person.ts';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import type { HalfSignedIn, SignedIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { buildApp } from '../../../src/lib/server/container.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

export const PASSWORD = 'cà phê chín đỏ 7';

export interface PeopleWorld {
	readonly database: TestDatabase;
	readonly app: App;
	readonly visitor: Context;
	readonly system: Context;
	/** A person with a proved address and PASSWORD; `as` asks as the person of now, grants read anew. */
	enrol(email: string, more?: Partial<Enrolment>): Promise<{ personId: string; accountId: string }>;
	as(accountId: string): Promise<Context>;
	/** The one-time secret in the last letter to an address. */
	secretFor(email: string): Promise<string>;
	letters(email: string): Promise<{ subject: string; body: string }[]>;
	close(): Promise<void>;
}

/** The portal on a database of its own, as its real adapters make it. */
export async function peopleWorld(): Promise<PeopleWorld> {
	const database = await freshDatabase();
	const objects = await mkdtemp(path.join(os.tmpdir(), 'chuan-objects-'));
	const app = await buildApp(
		{ DATABASE_URL: database.appUrl, CHUAN_OBJECTS: objects, CHUAN_EMBEDDED: '1' },
		'chuan-test'
	);
	const context = (actor: Context['actor']): Context => ({
		...{ app, actor, requestId: 'test', locale: 'vi' },
		proof: { means: 'password' }
	});
	const system = context({ kind: 'system' });
	const letters = async (email: string) => {
		const { rows } = await database.owner.query<{ subject: string; body: string }>(
			'SELECT subject, body FROM mail_message WHERE recipient = $1 ORDER BY created_at, id',
			[email]
		);
		return rows;
	};
	return {
		database,
		app,
		system,
		visitor: context({ kind: 'visitor' }),
		async enrol(email, more = {}) {
			return must(
				await enrolPerson(system, { email, password: PASSWORD, fullName: 'Rơ Chăm Hương', ...more })
			);
		},
		async as(accountId) {
			const person = await app.db.read.identity.loadPerson(accountId);
			if (person === undefined) throw new Error('nobody behind this account');
			return context(person);
		},
		letters,
		async secretFor(email) {
			const last = (await letters(email)).at(-1)?.body ?? '';
			const secret = /\/(?:xac-minh|dat-lai-mat-khau)\/([A-Za-z0-9_-]+)/.exec(last)?.[1];
			if (secret === undefined) throw new Error(`no link in the last letter to ${email}`);
			return secret;
		},
		async close() {
			await app.db.close();
			await database.close();
			await rm(objects, { recursive: true, force: true });
		}
	};
}

/** The value; a refusal here is a broken test. */
export function must<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
}

/** What was said, for an expectation: `ok`, or the code, or every cause with its field. */
export function said(result: Result<unknown>): string | string[] {
	if (result.ok) return 'ok';
	const { causes, code } = result.refusal;
	return causes === undefined ? code : causes.map((cause) => `${cause.field ?? ''} ${cause.code}`);
}

/** A sign-in that the password alone ended. */
export function whole(result: Result<SignedIn | HalfSignedIn>): Result<SignedIn> {
	if (!result.ok) return result;
	if ('half' in result.value) throw new Error('a second factor is awaited');
	return ok(result.value);
}
