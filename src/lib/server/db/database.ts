import { chainsRepository } from './chains.repo.ts';
import type { Database, Repositories } from '#lib/server/app/ports.ts';
import type { AuditKeys } from './audit-keys.ts';
import { applicationsRepository } from './applications.repo.ts';
import { auditRepository } from './audit.repo.ts';
import { budgetsRepository } from './budgets.repo.ts';
import { callChangesRepository } from './call-changes.repo.ts';
import { dossierWindowsRepository } from './dossier-windows.repo.ts';
import { callsRepository } from './calls.repo.ts';
import { createDatabase } from './client.ts';
import type { DatabaseOptions, Database as Client } from './client.ts';
import { clockOf } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { refusalOf } from './constraint-refusals.ts';
import { councilsRepository } from './councils.repo.ts';
import { definitionsRepository } from './definitions.repo.ts';
import { draftsRepository } from './drafts.repo.ts';
import { fundsRepository } from './funds.repo.ts';
import { identityRepository } from './identity.repo.ts';
import { lettersRepository } from './letters.repo.ts';
import { mailRepository } from './mail.repo.ts';
import { noticesRepository } from './notices.repo.ts';
import { objectChecksRepository } from './object-checks.repo.ts';
import { organisationsRepository } from './organisations.repo.ts';
import { calendarRepository } from './calendar.repo.ts';
import { officeRepository } from './office.repo.ts';
import { operationsRepository } from './operations.repo.ts';
import { setUpRepository } from './set-up.repo.ts';
import { printsRepository } from './prints.repo.ts';
import { dossierKeys } from './dossier-keys.ts';
import { dossierSeals } from './dossier-seals.ts';
import { sealingRepository } from './sealing.repo.ts';
import { recordFilesRepository } from './record-files.repo.ts';
import { paperChecksRepository } from './paper-checks.repo.ts';
import { recordsRepository } from './records.repo.ts';
import type { Rows } from './rows.ts';
import { selectionChangesRepository } from './selection-changes.repo.ts';
import { selectionRepository } from './selection.repo.ts';
import { intakeRepository } from './intake.repo.ts';
import { proposalsRepository } from './proposals.repo.ts';
import { standingsRepository } from './standings.repo.ts';
import { sheetsRepository } from './sheets.repo.ts';
import { sessionsRepository } from './sessions.repo.ts';
import { tasksRepository } from './tasks.repo.ts';
import { tiesRepository } from './ties.repo.ts';
import { timelineRepository } from './timeline.repo.ts';
import { upkeepRepository } from './upkeep.repo.ts';
import { uploadsRepository } from './uploads.repo.ts';
import { workRepository } from './work.repo.ts';
import { factorsRepository } from './factors.repo.ts';
import { feedsRepository } from './feeds.repo.ts';
import { privacyRepository } from './privacy.repo.ts';
import { remindersRepository } from './reminders.repo.ts';

function repositories(db: Connection, rows: Rows, keys: AuditKeys): Repositories {
	const seals = dossierSeals(rows, dossierKeys(keys));
	const budgets = budgetsRepository(db, rows, seals);
	return {
		clock: clockOf(rows),
		audit: auditRepository(db, rows, keys),
		identity: identityRepository(db, rows),
		organisations: organisationsRepository(db),
		standings: standingsRepository(db, rows),
		definitions: definitionsRepository(db),
		calls: callsRepository(db, rows),
		callChanges: callChangesRepository(rows),
		dossierWindows: dossierWindowsRepository(rows),
		selectionChanges: selectionChangesRepository(rows),
		applications: applicationsRepository(db, rows, seals),
		drafts: draftsRepository(rows),
		prints: printsRepository(rows),
		uploads: uploadsRepository(db, rows, seals),
		objectChecks: objectChecksRepository(rows),
		upkeep: upkeepRepository(rows),
		timeline: timelineRepository(db),
		intake: intakeRepository(db, rows),
		proposals: proposalsRepository(db),
		councils: councilsRepository(db, rows),
		sheets: sheetsRepository(db, rows),
		sessions: sessionsRepository(db, rows),
		selection: selectionRepository(db),
		budgets,
		sealing: sealingRepository(rows, budgets),
		chains: chainsRepository(db),
		funds: fundsRepository(db),
		calendar: calendarRepository(db),
		records: recordsRepository(db),
		paperChecks: paperChecksRepository(rows),
		recordFiles: recordFilesRepository(rows),
		mail: mailRepository(db),
		letters: lettersRepository(rows),
		notices: noticesRepository(rows),
		tasks: tasksRepository(rows),
		work: workRepository(db, rows),
		privacy: privacyRepository(rows),
		reminders: remindersRepository(rows),
		factors: factorsRepository(db),
		feeds: feedsRepository(rows),
		ties: tiesRepository(db, rows),
		office: officeRepository(rows),
		setUp: setUpRepository(rows),
		operations: operationsRepository(rows)
	};
}

/** The database as the use cases see it. */
export function openDatabase(options: DatabaseOptions, keys: AuditKeys): Database {
	return databaseOn(createDatabase(options), keys);
}

/** `keys`: what marks the entries of the audit log, and proves their marks. */
export function databaseOn(client: Client, keys: AuditKeys): Database {
	return {
		read: repositories(client.prisma, client.rows, keys),
		transaction: (run) => client.transaction((tx, rows) => run(repositories(tx, rows, keys))),
		refusalOf,
		close: () => client.close()
	};
}
