import type { Database, Repositories } from '#lib/server/app/ports.ts';
import { applicationsRepository } from './applications.repo.ts';
import { auditRepository } from './audit.repo.ts';
import { budgetsRepository } from './budgets.repo.ts';
import { callsRepository } from './calls.repo.ts';
import { createDatabase } from './client.ts';
import type { DatabaseOptions } from './client.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { refusalOf } from './constraint-refusals.ts';
import { councilsRepository } from './councils.repo.ts';
import { definitionsRepository } from './definitions.repo.ts';
import { fundsRepository } from './funds.repo.ts';
import { identityRepository } from './identity.repo.ts';
import { mailRepository } from './mail.repo.ts';
import { organisationsRepository } from './organisations.repo.ts';
import { recordsRepository } from './records.repo.ts';
import { selectionRepository } from './selection.repo.ts';
import { intakeRepository } from './intake.repo.ts';
import { proposalsRepository } from './proposals.repo.ts';
import { sheetsRepository } from './sheets.repo.ts';
import { sessionsRepository } from './sessions.repo.ts';
import { tasksRepository } from './tasks.repo.ts';
import { timelineRepository } from './timeline.repo.ts';
import { uploadsRepository } from './uploads.repo.ts';

function repositories(db: Connection): Repositories {
	return {
		clock: clockRepository(db),
		audit: auditRepository(db),
		identity: identityRepository(db),
		organisations: organisationsRepository(db),
		definitions: definitionsRepository(db),
		calls: callsRepository(db),
		applications: applicationsRepository(db),
		uploads: uploadsRepository(db),
		timeline: timelineRepository(db),
		intake: intakeRepository(db),
		proposals: proposalsRepository(db),
		councils: councilsRepository(db),
		sheets: sheetsRepository(db),
		sessions: sessionsRepository(db),
		selection: selectionRepository(db),
		budgets: budgetsRepository(db),
		funds: fundsRepository(db),
		records: recordsRepository(db),
		mail: mailRepository(db),
		tasks: tasksRepository(db)
	};
}

/** How long a verb may wait for a connection and run, ms. Locks are short; a verb that needs more is a bug. */
const TRANSACTION_LIMITS = { maxWait: 10_000, timeout: 30_000 };

/** The database as the use cases see it. */
export function openDatabase(options: DatabaseOptions): Database {
	const client = createDatabase(options);
	return {
		read: repositories(client.prisma),
		transaction: (run) => client.prisma.$transaction((tx) => run(repositories(tx)), TRANSACTION_LIMITS),
		refusalOf,
		close: () => client.close()
	};
}
