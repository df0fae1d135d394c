/**
 * `npm run setup`: takes an empty database to a portal that can open, in eight steps. Each is checked before it is done
 * and after; broken off, the command goes on where it was. It asks at the terminal, or is answered by flags; secrets are
 * settings of the environment, as for `npm start`, and are never repeated.
 */
import path from 'node:path';
import { buildApp } from '../lib/server/container.ts';
import { applyRelease } from './apply-release.ts';
import { auditEnvironment, requireAudit } from './audit-keys.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { openExternalDatabase } from './external-database.ts';
import { checkServingRole } from './serving-role.ts';
import { openAnswers } from './set-up/answers.ts';
import type { Answers } from './set-up/answers.ts';
import { administrators, calendar, letterhead, programmes } from './set-up/office-steps.ts';
import { address, auditPlace, backupPlace, letter } from './set-up/place-steps.ts';
import type { Ground, Step } from './set-up/step.ts';
import { readSettings, requireMail, requireProxies } from './settings.ts';
import type { Settings } from './settings.ts';
import { checkObjectStore } from './surroundings.ts';

const STEPS: readonly Step[] = [
	programmes,
	letterhead,
	administrators,
	calendar,
	letter,
	address,
	backupPlace,
	auditPlace
];

/** The settings of production, whatever NODE_ENV says: what is set up here is served there. */
function settingsOfProduction(): Settings {
	const settings = { ...readSettings(process.env, [], process.cwd()), production: true };
	if (settings.databaseUrl === undefined)
		throw new CannotStart(
			'Hãy đặt DATABASE_URL: cài đặt là việc của một PostgreSQL riêng. Bản trình diễn chạy bằng npm start, không cần cài đặt.',
			'Set DATABASE_URL: a set-up is of a PostgreSQL of your own. The demonstration runs by npm start and needs none.'
		);
	if (settings.demonstration) throw new CannotStart('Hãy bỏ CHUAN_DEMO.', 'Unset CHUAN_DEMO.');
	requireMail(settings);
	requireProxies(settings);
	requireAudit(settings);
	return settings;
}

async function runSteps(ground: Ground, answers: Answers): Promise<void> {
	for (const [index, step] of STEPS.entries()) {
		const { vi, en } = step.title;
		console.log(`${index + 1}/${STEPS.length} ${vi} / ${en}`);
		if ((await step.done(ground)) === undefined) await step.run(ground, answers);
		const found = await step.done(ground);
		if (found === undefined) throw new Error(`step ${index + 1} was run and is not done`);
		console.log(`  ✔ ${found.vi === found.en ? found.vi : `${found.vi} / ${found.en}`}`);
	}
}

async function setUp(): Promise<void> {
	const settings = settingsOfProduction();
	const answers = openAnswers(process.argv.slice(2), process.stdin.isTTY);
	if (settings.s3) await checkObjectStore(settings.s3);
	const addresses = await openExternalDatabase(settings);
	await applyRelease(settings.root, addresses.ownerUrl);
	await checkServingRole(addresses.appUrl, true);
	const audit = await auditEnvironment(settings);
	const env = {
		...process.env,
		...audit.env,
		NODE_ENV: 'production',
		DATABASE_URL: addresses.appUrl,
		ORIGIN: settings.origin,
		CHUAN_OBJECTS: path.join(settings.dataFolder, 'objects')
	};
	const app = await buildApp(env, 'chuan-setup');
	try {
		if (await app.db.read.setUp.isDemonstration())
			throw new CannotStart(
				'Cơ sở dữ liệu này là bản trình diễn. Hãy dùng một cơ sở dữ liệu mới.',
				'This database holds a demonstration. Use a new one.'
			);
		const ctx = { app, actor: { kind: 'system' }, requestId: 'set-up', locale: 'vi' } as const;
		await runSteps({ app, ctx, settings, env }, answers);
	} finally {
		answers.close();
		await app.db.close();
	}
	console.log('\n✔ Đã cài đặt xong. Tiếp theo: NODE_ENV=production npm start');
	console.log('✔ The set-up is complete. Next: NODE_ENV=production npm start');
}

try {
	await setUp();
} catch (thrown) {
	endWith(thrown);
}
