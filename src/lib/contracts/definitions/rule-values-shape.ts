/** The value of each parameter of a rule set, by its name: the shapes of `RuleValues`. */
import { z } from 'zod';
import { COUNCIL_ROLES } from '#lib/domain/councils/council-role.ts';
import { SEAT_STANDINGS } from '#lib/domain/councils/seat-standing.ts';
import { SHARE_BASES } from '#lib/domain/rules/ballot-rules.ts';
import { TIE_BREAKS } from '#lib/domain/rules/rule-set.ts';
import type { RuleName, RuleValues } from '#lib/domain/rules/rule-set.ts';
import {
	decimal,
	distinct,
	dong,
	dongStep,
	listOf,
	localized,
	matching,
	oneOf,
	ratio,
	recordOf,
	shape,
	share,
	text,
	whole
} from './shape-values.ts';

const role = oneOf(COUNCIL_ROLES);
const standing = oneOf(SEAT_STANDINGS);
const people = whole(1, 99);
const reasons = oneOf(['optional', 'on_fail']);
const itemKey = matching(/^[a-z][a-z0-9_]*$/, 'key');

const timeLimit = z.union([shape({ days: whole(1, 3660) }), shape({ workingDays: whole(1, 3660) })], {
	error: '{days} | {workingDays}'
});

const size = shape({ min: people, max: people }).refine(({ min, max }) => min <= max, {
	error: 'min <= max'
});

const roleCount = shape({
	role,
	exactly: whole(0, 99).exactOptional(),
	atLeast: whole(0, 99).exactOptional(),
	atMost: whole(0, 99).exactOptional()
}).refine(
	({ exactly, atLeast, atMost }) =>
		exactly === undefined
			? atLeast !== undefined || atMost !== undefined
			: atLeast === undefined && atMost === undefined,
	{ error: 'exactly | atLeast, atMost' }
);

const ceiling = shape({ share: ratio.exactOptional(), amount: dong.exactOptional() }).refine(
	(value) => value.share !== undefined || value.amount !== undefined,
	{ error: 'share | amount' }
);

const shareRule = shape({
	share,
	of: oneOf(SHARE_BASES),
	bound: oneOf(['more_than', 'at_least'])
});

const ballotItems = shape({
	items: listOf(shape({ key: itemKey, label: localized, variants: distinct(itemKey).exactOptional() })),
	reasons
}).refine(({ items }) => items.length > 0 && new Set(items.map((item) => item.key)).size === items.length, {
	error: 'items with distinct keys'
});

const standingCount = shape({
	standing,
	atLeast: whole(1, 99).exactOptional(),
	atMost: whole(0, 99).exactOptional(),
	barredRoles: distinct(role).exactOptional()
}).refine(
	({ atLeast, atMost, barredRoles }) =>
		(atLeast !== undefined || atMost !== undefined || (barredRoles ?? []).length > 0) &&
		(atLeast === undefined || atMost === undefined || atLeast <= atMost),
	{ error: 'atLeast <= atMost | barredRoles' }
);

export const RULE_VALUES = {
	publicationWindow: timeLimit,
	secondCall: shape({ months: whole(1, 60) }),
	councilSize: size,
	composition: listOf(roleCount),
	standings: listOf(standingCount),
	quorum: shape({
		share,
		lead: oneOf(['chair', 'chair_or_authorised_vice', 'chair_or_vice']),
		roles: listOf(shape({ role, count: people })),
		standings: listOf(shape({ standing, count: people })).exactOptional()
	}),
	countingBoard: people,
	recusalScope: oneOf(['lot', 'application']),
	threshold: whole(1, 100),
	zeroRule: share,
	outlierRule: shape({ percent: whole(1, 100) }),
	bonus: share,
	validBallotsShare: share,
	tieBreaks: distinct(oneOf(TIE_BREAKS)),
	maxRecommendedPerLot: people,
	ballotItems,
	itemsPass: shareRule,
	motionPass: shareRule,
	ballotLevel: shape({ quantitiesMet: share, leastOfOrder: share, reasons }),
	councilLevel: shape({ excellent: shareRule, excellentWithFailed: whole(0, 99), failed: shareRule }),
	lateAcceptance: shape({ months: whole(1, 60) }),
	managementRule: shape({
		rate: share,
		basis: oneOf(['net', 'gross']),
		roundingStep: dongStep,
		cap: dong.exactOptional()
	}),
	khoanTest: shape({ share, amount: dong, countedSubKinds: distinct(text) }),
	labour: shape({ strategy: text, leaderRole: text, exactlyOne: distinct(text) }),
	leaderNorm: dong,
	daysPerMonth: whole(1, 31),
	roleCoefficients: recordOf(decimal),
	ceilings: recordOf(ceiling),
	rounding: shape({ lineStep: dongStep, decisionStep: dongStep }),
	instalments: shape({ firstAtMost: share, clearedAtLeast: share }),
	timeLimits: recordOf(timeLimit)
} satisfies { readonly [Name in RuleName]: z.ZodType<RuleValues[Name]> };

export function isRuleName(name: string): name is RuleName {
	return Object.hasOwn(RULE_VALUES, name);
}
