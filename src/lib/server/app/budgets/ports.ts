import type { Standing } from '../tasks/ports.ts';
import type { PersonReader } from '../mail/letter.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { Role } from '#lib/domain/access/actor.ts';
import type { Scope } from '#lib/domain/access/policy.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { KhoanOutcome } from '#lib/domain/budgets/khoan-method.ts';
import type { KhoanMethod } from '#lib/domain/budgets/khoan.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

export type BudgetStage = 'requested' | 'appraised';

export interface BudgetVersionRow {
	readonly id: string;
	readonly applicationId: string;
	readonly number: number;
	readonly stage: BudgetStage;
	/** Raised by every save; what a save is made against. */
	readonly version: number;
	/** SHA-256 of the canonical figures (chuan.budget/1); null while they are not complete. */
	readonly hash: string | null;
	/** đồng */
	readonly stateTotal: bigint;
	readonly ownTotal: bigint;
	readonly justifications: Justifications;
	readonly frozenAt: Date | null;
}

/** A line at rest: as entered, with its computed figures and, on the appraised side, the reason for its difference. */
export interface StoredLine {
	readonly line: BudgetLine;
	/** đồng; null while a figure is missing. */
	readonly amount: bigint | null;
	readonly khoan: boolean;
	/** Taken out by the appraisal: kept for its reason, worth 0. */
	readonly removed: boolean;
	/** Reason code and note; both empty where nothing was said. */
	readonly reasonCode: string;
	readonly note: string;
}

/** What a save leaves behind on its version. */
export interface VersionFigures {
	readonly stateTotal: bigint;
	readonly ownTotal: bigint;
	readonly justifications: Justifications;
	/** Canonical text of complete figures, hashed by the adapter; null: not complete, nothing to sign. */
	readonly canonical: string | null;
}

export interface AppraisalRow {
	readonly id: string;
	readonly applicationId: string;
	readonly state: AppraisalState;
	readonly version: number;
	readonly requestedVersionId: string;
	readonly appraisedVersionId: string;
	readonly returnNote: string;
	/** Everybody who ever changed its figures. */
	/** The version of the chain that was in force when the appraisal began. */
	readonly chainId: string;
	readonly editors: readonly string[];
	/** Whether the council proposes khoán to the final product, by its minutes; null: not recorded. */
	readonly councilKhoan: boolean | null;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

export interface ApprovalStepRow {
	readonly id: string;
	readonly step: number;
	readonly kind: SigningKind;
	readonly personId: string;
	readonly personName: string;
	readonly personTitle: string;
	readonly seenHash: string;
	readonly at: Date;
	readonly revokedAt: Date | null;
}

/** The method of payment as it was decided, with the figures that it was decided on. */
export interface DecidedKhoan {
	readonly method: KhoanMethod;
	/** Of the state budget, đồng; null in a decision from before it was recorded. */
	readonly amount: bigint | null;
}

export interface KhoanDecisionRow {
	readonly seenHash: string;
	readonly requested: KhoanMethod;
	readonly method: KhoanMethod;
	readonly unmet: readonly Refusal[];
	readonly deciderName: string;
	readonly decidedAt: Date;
}

/** A proposal to give no money, or its end. */
export interface RejectionRow {
	readonly id: string;
	readonly reason: string;
	/** Null where the director ended a verified appraisal without a proposal. */
	readonly proposedBy: string | null;
	readonly proposerName: string;
	readonly proposedAt: Date | null;
	/** Null while it waits for the head of finance. */
	readonly checkedBy: string | null;
	readonly checkerName: string;
	readonly checkedAt: Date | null;
	readonly decidedBy: string | null;
	readonly deciderName: string;
	readonly decidedAt: Date | null;
	/** null: it waits for the head of finance, and then for the director. */
	readonly outcome: 'rejected' | 'declined' | null;
	readonly note: string;
}

/** One appraisal in the list of the finance office. */
export interface AppraisalListRow {
	readonly id: string;
	readonly state: AppraisalState;
	readonly applicationCode: string;
	readonly title: string;
	readonly organisation: string;
	readonly callCode: string;
	readonly lotTitle: Localized;
	/** đồng of the state budget. */
	readonly requested: bigint;
	readonly appraised: bigint;
	readonly updatedAt: Date;
	/** Whether the next act is the reader's. */
	readonly mine: boolean;
}

/** A role that the reader signs in, and the cases that the grant covers. */
export interface SignerRole {
	readonly kind: SigningKind;
	readonly role: Role;
	readonly scope: Scope;
}

export interface AppraisalFilter {
	readonly scope: Scope;
	/** What the reader has to do comes first. */
	readonly standing: Standing;
	readonly search: string;
	readonly state?: AppraisalState;
	readonly onlyMine: boolean;
	readonly page: number;
	readonly size: number;
}

export interface BudgetsRepository {
	/** Every version of an application's budget, the newest first. */
	versions(applicationId: string): Promise<readonly BudgetVersionRow[]>;
	version(id: string): Promise<BudgetVersionRow | undefined>;
	/** Totals of the last frozen appraised version of every approved case of a call, by application; one statement. */
	approvedOf(
		callId: string
	): Promise<ReadonlyMap<string, { readonly stateTotal: bigint; readonly ownTotal: bigint }>>;
	/** In the one order of lines. */
	lines(versionId: string): Promise<readonly StoredLine[]>;
	/**
	 * A new, empty version under the next number; false when somebody else has just made that number.
	 * The budget itself is made with its first version.
	 */
	createVersion(version: {
		readonly id: string;
		readonly applicationId: string;
		readonly number: number;
		readonly stage: BudgetStage;
		readonly version: number;
	}): Promise<boolean>;
	/** Copies every line of a version into another that has none, in one statement. */
	copyLines(fromVersionId: string, toVersionId: string): Promise<void>;
	/** Writes whole lines, new and changed, in one statement. A line that stays as it is is not touched; how many changed. */
	upsertLines(versionId: string, lines: readonly StoredLine[]): Promise<number>;
	removeLines(versionId: string, keys: readonly string[]): Promise<number>;
	/** Keeps the figures of a save when the version is still the one that was seen; false: somebody was faster. */
	settle(seen: { readonly id: string; readonly version: number }, figures: VersionFigures): Promise<boolean>;
	/** From now on nothing in it changes. The database refuses when a figure is missing or the totals do not tie. */
	freeze(versionId: string): Promise<void>;

	steps(versionId: string): Promise<readonly ApprovalStepRow[]>;
	takeStep(step: {
		readonly id: string;
		readonly versionId: string;
		readonly step: number;
		readonly kind: SigningKind;
		readonly personId: string;
		readonly seenHash: string;
	}): Promise<void>;
	/** Takes back every standing signature of a version. */
	revokeSteps(versionId: string): Promise<void>;

	createAppraisal(appraisal: {
		readonly id: string;
		readonly applicationId: string;
		readonly requestedVersionId: string;
		readonly appraisedVersionId: string;
		readonly chainId: string;
		readonly state: AppraisalState;
	}): Promise<void>;
	findAppraisal(id: string): Promise<AppraisalRow | undefined>;
	appraisalOf(applicationId: string): Promise<AppraisalRow | undefined>;
	/** Moves the state when version and state are still those that were seen; false: somebody was faster. */
	advanceAppraisal(
		seen: { readonly id: string; readonly version: number; readonly state: AppraisalState },
		to: AppraisalState,
		change?: { readonly editor?: string; readonly returnNote?: string }
	): Promise<boolean>;
	/** Records what the minutes of the council say; false: somebody was faster. */
	recordCouncilKhoan(
		seen: { readonly id: string; readonly version: number; readonly state: AppraisalState },
		proposes: boolean
	): Promise<boolean>;
	decideKhoan(row: {
		readonly id: string;
		readonly appraisalId: string;
		readonly versionId: string;
		readonly seenHash: string;
		readonly outcome: Pick<KhoanOutcome, 'requested' | 'method' | 'unmet' | 'khoanAmount'>;
		readonly by: string;
	}): Promise<void>;
	/** The decision on these very figures, the last one; undefined where there is none. */
	khoanDecision(appraisalId: string, hash: string): Promise<KhoanDecisionRow | undefined>;
	/** Methods of the approved cases of a call with the amount paid as khoán, by application. */
	khoanMethods(callId: string): Promise<ReadonlyMap<string, DecidedKhoan>>;
	/** Proposals to give no money and their ends, the newest first. */
	rejections(appraisalId: string): Promise<readonly RejectionRow[]>;
	/** Recorded reasons of the rejected cases of a call, by application. */
	rejectionReasons(callId: string): Promise<ReadonlyMap<string, string>>;
	proposeRejection(row: {
		readonly id: string;
		readonly appraisalId: string;
		readonly reason: string;
		readonly by: string;
	}): Promise<void>;
	/** Confirms a proposal; false: somebody was faster. */
	checkRejection(id: string, by: string): Promise<boolean>;
	/** Ends a proposal; false: somebody was faster. */
	decideRejection(
		id: string,
		end: { readonly outcome: 'rejected' | 'declined'; readonly by: string; readonly note: string }
	): Promise<boolean>;
	/** The director's own rejection of a verified appraisal. */
	recordRejection(row: {
		readonly id: string;
		readonly appraisalId: string;
		readonly reason: string;
		readonly by: string;
	}): Promise<void>;
	listAppraisals(
		filter: AppraisalFilter
	): Promise<{ readonly rows: readonly AppraisalListRow[]; readonly total: number; readonly mine: number }>;
	/** Who holds a role for a programme now, for the notice that a step waits. */
	holdersOf(role: Role, programme: string): Promise<readonly PersonReader[]>;
}
