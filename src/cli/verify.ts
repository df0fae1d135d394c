/**
 * `npm run verify`: checks everything that has to hold in the portal that is running (or in DATABASE_URL): tables and
 * indexes, constraints, numbers, ledger, audit log, mails, work, stored files. Ends with 1 when something does not.
 */
import path from 'node:path';
import { verifyPortal } from '../lib/server/app/upkeep/verify-portal.ts';
import { requireAudit } from './audit-keys.ts';
import { checkIndexes } from './backup/check-indexes.ts';
import { sayVerification } from './backup/say-verification.ts';
import { endWith } from './cannot-start.ts';
import { findRunningPostgres } from './embedded-postgres.ts';
import { openPortal, portalDatabase } from './portal-database.ts';
import { DATABASE } from './postgres/provision.ts';
import { readSettings } from './settings.ts';

try {
	const settings = readSettings(process.env, [], process.cwd());
	requireAudit(settings);
	const app = await openPortal(settings, await portalDatabase(settings), 'chuan-verify');
	const beganAt = await app.db.read.clock.now();
	const own =
		settings.databaseUrl === undefined
			? await findRunningPostgres(path.join(settings.dataFolder, 'postgres'))
			: undefined;
	const indexes = own === undefined ? undefined : await checkIndexes(own.url('postgres', DATABASE));
	const { checked, violations } = await verifyPortal(app);
	const facts = {
		checked: indexes === undefined ? checked : [...checked, 'indexes' as const],
		violations: [...(indexes ?? []), ...violations]
	};
	const sound = facts.violations.length === 0;
	await app.db.transaction((tx) => tx.upkeep.record({ kind: 'verify', facts, sound, beganAt }));
	await app.db.close();
	sayVerification(facts);
	if (!sound) process.exitCode = 1;
} catch (thrown) {
	endWith(thrown);
}
