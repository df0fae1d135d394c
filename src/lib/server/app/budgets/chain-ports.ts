import type { ApprovalChain } from '#lib/domain/budgets/approvals.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

/** One version of a chain of signatures of the office. */
export interface ChainVersion {
	readonly id: string;
	readonly key: string;
	readonly version: number;
	readonly title: Localized;
	readonly validFrom: Date;
	readonly steps: ApprovalChain;
}

export interface ChainsRepository {
	/** The version in force now; undefined where the office has no chain of this name yet. */
	inForce(key: string): Promise<ChainVersion | undefined>;
	find(id: string): Promise<ChainVersion | undefined>;
	/** The last version, in force or coming. */
	latest(key: string): Promise<ChainVersion | undefined>;
	/** Writes a version with its steps. It never changes afterwards. */
	insert(chain: ChainVersion): Promise<void>;
}
