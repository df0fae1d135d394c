/** Readers of the parameters that are about ballots and standings; see rule-set-parse.ts. */
import { COUNCIL_ROLES } from '#lib/domain/councils/council-role.ts';
import { SEAT_STANDINGS } from '#lib/domain/councils/seat-standing.ts';
import { SHARE_BASES } from './ballot-rules.ts';
import type {
	BallotItem,
	BallotItemsRule,
	BallotLevelRule,
	CouncilLevelRule,
	LatenessRule,
	ShareRule,
	StandingCount
} from './ballot-rules.ts';
import {
	distinct,
	holding,
	listOf,
	localized,
	malformed,
	oneOf,
	shape,
	share,
	whole
} from './rule-set-reading.ts';
import type { Reader } from './rule-set-reading.ts';
import { ok } from '#lib/domain/shared/result.ts';

const key: Reader<string> = (value, at) =>
	typeof value === 'string' && /^[a-z][a-z0-9_]*$/.test(value) ? ok(value) : malformed(at, 'key');

const reasons = oneOf('optional', 'on_fail');

export const standing = oneOf(...SEAT_STANDINGS);

export const shareRule = shape<ShareRule>({
	share,
	of: oneOf(...SHARE_BASES),
	bound: oneOf('more_than', 'at_least')
});

export const ballotItems = holding(
	shape<BallotItemsRule>({
		items: listOf(shape<BallotItem>({ key, label: localized, variants: distinct(key) }, 'variants')),
		reasons
	}),
	({ items }) => items.length > 0 && new Set(items.map((item) => item.key)).size === items.length,
	'items with distinct keys'
);

export const ballotLevel = shape<BallotLevelRule>({ quantitiesMet: share, leastOfOrder: share, reasons });

export const councilLevel = shape<CouncilLevelRule>({
	excellent: shareRule,
	excellentWithFailed: whole(0, 99),
	failed: shareRule
});

export const lateness = shape<LatenessRule>({ months: whole(1, 60) });

export const standings = listOf(
	holding(
		shape<StandingCount>(
			{
				standing,
				atLeast: whole(1, 99),
				atMost: whole(0, 99),
				barredRoles: distinct(oneOf(...COUNCIL_ROLES))
			},
			'atLeast',
			'atMost',
			'barredRoles'
		),
		({ atLeast, atMost, barredRoles }) =>
			(atLeast !== undefined || atMost !== undefined || (barredRoles ?? []).length > 0) &&
			(atLeast === undefined || atMost === undefined || atLeast <= atMost),
		'atLeast <= atMost | barredRoles'
	)
);
