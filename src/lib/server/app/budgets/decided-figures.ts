import type { Decided } from '../decide-act.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';

/** What a signature decides: the amount of this case, by the figures that bear this hash. */
export function decidedBySigning(about: {
	readonly code: string;
	readonly hash: string;
	/** đồng */
	readonly amount: bigint;
	/** Key of the chain of signatures, which has the limit. */
	readonly chain: string | null;
}): Decided {
	const { code, hash, amount, chain } = about;
	return {
		figures: [
			{ key: 'case', text: code },
			{ key: 'amount', dong: amount },
			{ key: 'figures', text: hash }
		],
		...(chain !== null && { limit: { key: chain, amount } })
	};
}

/** What ending an appraisal without money decides: the amount that was asked for and is not given. */
export function decidedByRejecting(about: { readonly code: string; readonly requested: bigint }): Decided {
	return {
		figures: [
			{ key: 'case', text: about.code },
			{ key: 'amount', dong: about.requested }
		]
	};
}

export function rejectedOf({ application, requestedVersion }: AppraisalCase): {
	readonly code: string;
	readonly requested: bigint;
} {
	return { code: application.code ?? '', requested: requestedVersion.stateTotal };
}
