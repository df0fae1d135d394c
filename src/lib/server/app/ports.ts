import type { SealingRepository, SealingTools } from './sealing/ports.ts';
import type { ChainsRepository } from './budgets/chain-ports.ts';
/**
 * What the use cases need from the outside world. Adapters (server/db, storage, mail, render, auth) implement it.
 * Each area states its own repository in `<area>/ports.ts`; this file only puts them together.
 */
import type { TrustedProxies } from '#lib/domain/access/forwarding.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { ApplicationsRepository } from './applications/ports.ts';
import type { AuditRepository, CheckpointBook } from './audit/ports.ts';
import type { BudgetsRepository } from './budgets/ports.ts';
import type { CalendarRepository } from './calendar/ports.ts';
import type { OfficeRepository } from './office/ports.ts';
import type { Machine, OperationsRepository } from './operations/ports.ts';
import type { SetUpRepository } from './setup/ports.ts';
import type { CallChangesRepository } from './calls/change-ports.ts';
import type { DossierWindowsRepository } from './calls/window-ports.ts';
import type { CallsRepository } from './calls/ports.ts';
import type { CouncilsRepository } from './councils/ports.ts';
import type { DefinitionsRepository } from './definitions/ports.ts';
import type { DraftsRepository } from './drafts/ports.ts';
import type { FundsRepository } from './funds/ports.ts';
import type { IntakeRepository } from './intake/ports.ts';
import type {
	AttemptLimiter,
	IdentityRepository,
	PasswordHasher,
	PasswordStrength,
	SessionIssuer
} from './identity/ports.ts';
import type { FramedLetter, Letter } from './mail/letter.ts';
import type { LettersRepository } from './mail/letter-ports.ts';
import type { MailRepository } from './mail/outbox-ports.ts';
import type { NoticesRepository } from './mail/notice-ports.ts';
import type { FactorsRepository, FactorTools } from './identity/factor-ports.ts';
import type { Mailer } from './mail/ports.ts';
import type { OrganisationsRepository } from './organisations/ports.ts';
import type { StandingsRepository } from './organisations/standing-ports.ts';
import type { RecordFilesRepository } from './records/file-ports.ts';
import type { PaperChecksRepository, RecordsRepository, Typesetting } from './records/ports.ts';
import type { PrivacyRepository } from './privacy/ports.ts';
import type { PrintsRepository, ScanReader } from './prints/ports.ts';
import type { ProposalsRepository } from './proposals/ports.ts';
import type { SelectionChangesRepository } from './selection/change-ports.ts';
import type { SelectionRepository } from './selection/ports.ts';
import type { SessionsRepository } from './sessions/ports.ts';
import type { SheetsRepository } from './sheets/ports.ts';
import type { ObjectChecksRepository, ObjectStore, ObjectVerifier, VirusScanner } from './storage/ports.ts';
import type { TasksRepository } from './tasks/ports.ts';
import type { TiesRepository } from './ties/ports.ts';
import type { TimelineRepository } from './timeline/ports.ts';
import type { FileInspector, UploadsRepository } from './uploads/ports.ts';
import type { BackupKeeper, UpkeepRepository } from './upkeep/ports.ts';
import type { WorkRepository } from './work/ports.ts';
import type { FeedsRepository, RemindersRepository } from './work/reminder-ports.ts';

export interface ClockRepository {
	/** The database's time (`app_now()`), the only source of "now" that decides anything. */
	now(): Promise<Date>;
}

export interface Repositories {
	readonly clock: ClockRepository;
	readonly audit: AuditRepository;
	readonly identity: IdentityRepository;
	readonly factors: FactorsRepository;
	readonly organisations: OrganisationsRepository;
	readonly standings: StandingsRepository;
	readonly definitions: DefinitionsRepository;
	readonly calls: CallsRepository;
	readonly callChanges: CallChangesRepository;
	readonly dossierWindows: DossierWindowsRepository;
	readonly selectionChanges: SelectionChangesRepository;
	readonly applications: ApplicationsRepository;
	readonly drafts: DraftsRepository;
	readonly uploads: UploadsRepository;
	readonly prints: PrintsRepository;
	readonly objectChecks: ObjectChecksRepository;
	readonly upkeep: UpkeepRepository;
	readonly timeline: TimelineRepository;
	readonly intake: IntakeRepository;
	readonly proposals: ProposalsRepository;
	readonly councils: CouncilsRepository;
	readonly sheets: SheetsRepository;
	readonly sessions: SessionsRepository;
	readonly selection: SelectionRepository;
	readonly budgets: BudgetsRepository;
	readonly sealing: SealingRepository;
	readonly chains: ChainsRepository;
	readonly funds: FundsRepository;
	readonly records: RecordsRepository;
	readonly paperChecks: PaperChecksRepository;
	readonly recordFiles: RecordFilesRepository;
	readonly mail: MailRepository;
	readonly letters: LettersRepository;
	readonly notices: NoticesRepository;
	readonly tasks: TasksRepository;
	readonly work: WorkRepository;
	readonly privacy: PrivacyRepository;
	readonly reminders: RemindersRepository;
	readonly feeds: FeedsRepository;
	readonly ties: TiesRepository;
	readonly calendar: CalendarRepository;
	readonly office: OfficeRepository;
	readonly setUp: SetUpRepository;
	readonly operations: OperationsRepository;
}

/** The repositories bound to one open transaction. */
export type Tx = Repositories;

export interface Database {
	/** Outside any transaction: for questions. */
	readonly read: Repositories;
	transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
	/** The refusal that a constraint of the database stands for; undefined when the error is a bug. */
	refusalOf(error: unknown): Refusal | undefined;
	close(): Promise<void>;
}

export interface Identifiers {
	/** Ordered by time: for rows that may tell when. */
	v7(): string;
	/** Random: for sheets, ballots, declarations and files. */
	v4(): string;
	/** A secret of 32 random bytes, base64url. */
	secret(): string;
	/** SHA-256 of text (UTF-8) or bytes, lower-case hex. */
	sha256(data: string | Uint8Array): string;
}

/**
 * What submissions have for themselves: a clock that no crowd stands before, and connections that nothing else takes.
 * Whoever arrives in time is received, however full the portal is.
 */
export interface SubmissionLane {
	/** The database's time, asked over a connection that does nothing else. */
	arrival(): Promise<Date>;
	readonly db: Database;
	readonly sessions: SessionIssuer;
}

/** Everything the use cases run on. Built by server/container.ts only. */
export interface App {
	readonly db: Database;
	readonly ids: Identifiers;
	readonly store: ObjectStore;
	readonly verifier: ObjectVerifier;
	readonly scanner: VirusScanner;
	readonly inspector: FileInspector;
	readonly typesetting: Typesetting;
	readonly forms: ScanReader;
	readonly hasher: PasswordHasher;
	readonly strength: PasswordStrength;
	readonly factors: FactorTools;
	readonly sealing: SealingTools;
	readonly sessions: SessionIssuer;
	readonly submissions: SubmissionLane;
	/** How long whoever waits longest for a connection of the database has waited, ms. */
	readonly pressure: () => number;
	readonly attempts: AttemptLimiter;
	/** Puts the words of a letter into the portal's frame, as text and as HTML. */
	readonly frame: (letter: FramedLetter) => Letter;
	readonly mailer: Mailer;
	/** Where the audit log's checkpoints are kept; undefined where nothing has to be proved. */
	readonly checkpoints: CheckpointBook | undefined;
	readonly machine: Machine;
	/** Keeps stored files in the backup place; undefined: none is named. */
	readonly keeper: BackupKeeper | undefined;
	readonly config: AppConfig;
}

export interface AppConfig {
	/** Public address, without a slash at the end: links in mails. */
	readonly origin: string;
	/** True with the embedded database: demonstration sign-ins are offered, mail is kept in the outbox page. */
	readonly embedded: boolean;
	readonly production: boolean;
	/** Proxies whose word about the sender of a request counts; undefined: nobody stands before the portal. */
	readonly trustedProxies: TrustedProxies | undefined;
	readonly scannerConfigured: boolean;
	/** Letters leave through a mail server. */
	readonly sendsMail: boolean;
	/** The keys of the audit log are not kept beside the database. */
	readonly keysProve: boolean;
	/** Who shows it may read the figures of `/health/metrics` from anywhere; undefined: this machine alone. */
	readonly metricsToken: string | undefined;
	/** How many stored files the worker reads again in an hour, to find damage; 0: none. */
	readonly checksPerHour: number;
}
