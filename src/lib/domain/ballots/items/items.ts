/**
 * Ballots of items that are met or not met (TT 06/2023/TT-BKHCN, Art. 12-13): a ballot says "Thực hiện" when every item
 * is met, and the ballots that say so are held against a share.
 */
import { inVariant } from '#lib/domain/definitions/definition.ts';
import type { BallotItemsRule } from '#lib/domain/rules/ballot-rules.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { BallotKind } from '../ballot-kind.ts';
import { freezeMarks, isBlankForm, markOf, markProblems } from '../marked-form.ts';
import type { MarkedContent, MarkedForm, Marks } from '../marked-form.ts';
import { conclusion, openCount, withRules } from '../open-count.ts';
import { SIDES_INTEGERS, testShare } from '../share-test.ts';
import type { ShareTest } from '../share-test.ts';

export type ItemMark = 'met' | 'not_met';

export interface ItemsStep {
	readonly kind: 'items';
	/** In the order of the form: how many valid ballots marked each. */
	readonly rows: readonly { readonly itemKey: string; readonly metBy: bigint; readonly notMetBy: bigint }[];
}

export interface ItemVotesStep {
	readonly kind: 'item_votes';
	/** `yes`: every item is met. */
	readonly rows: readonly {
		readonly ballotId: string;
		readonly yes: boolean;
		readonly notMet: readonly string[];
	}[];
	readonly yesCount: bigint;
}

export interface ItemsShareStep {
	readonly kind: 'items_share';
	readonly citation: string;
	readonly test: ShareTest;
}

export type ItemsOutcome = 'recommended' | 'not_recommended';

const MARKS = { allowed: ['met', 'not_met'], failing: 'not_met' } as const;

/** What is asked of a task of this variant. */
export function itemsForm({ items, reasons }: BallotItemsRule, variant: string): MarkedForm {
	return { items: items.filter((item) => inVariant(item, variant)), reasons };
}

export const ITEMS: BallotKind<
	MarkedForm,
	MarkedContent,
	Marks<ItemMark>,
	null,
	ItemsOutcome,
	ItemsStep | ItemVotesStep | ItemsShareStep
> = {
	key: 'items',
	needs: ['ballotItems', 'itemsPass'],
	mayUse: ['validBallotsShare'],
	check: (form, content) => markProblems(form, content, MARKS),
	isBlank: isBlankForm,
	freeze: (form, content) => freezeMarks<ItemMark>(form, content, MARKS),
	conclude: (count, inForce) => {
		const rules = withRules(inForce, ['itemsPass']);
		if (!rules.ok) return rules;
		const { itemsPass } = rules.value;
		const { valid, bases, steps } = openCount(count, inForce);
		if (count.form.items.length === 0) throw new RangeError('a form without items');
		if (valid.length === 0)
			return ok({
				outcome: 'no_conclusion',
				steps: [...steps, conclusion('no_conclusion', ['no_valid_ballots'])]
			});
		const items = itemCounts(count.form, valid);
		const votes = itemVotes(count.form, valid);
		const test = testShare(itemsPass.value, votes.yesCount, bases);
		const outcome = test.met ? 'recommended' : 'not_recommended';
		return ok({
			outcome,
			steps: [
				...steps,
				items,
				votes,
				{ kind: 'items_share', citation: itemsPass.citation, test },
				conclusion(outcome, test.met ? [] : ['share_not_reached'])
			]
		});
	},
	reading: {
		parts: {
			items: ['rows'],
			item_votes: ['rows', 'yesCount'],
			items_share: ['citation', 'test']
		},
		integers: [...SIDES_INTEGERS, 'metBy', 'notMetBy', 'yesCount']
	}
};

type Valid = readonly { readonly ballotId: string; readonly ballot: Marks<ItemMark> }[];

function itemCounts({ items }: MarkedForm, valid: Valid): ItemsStep {
	return {
		kind: 'items',
		rows: items.map(({ key }) => {
			const met = valid.filter(({ ballot, ballotId }) => markOf(ballot, key, ballotId) === 'met').length;
			return { itemKey: key, metBy: BigInt(met), notMetBy: BigInt(valid.length - met) };
		})
	};
}

function itemVotes({ items }: MarkedForm, valid: Valid): ItemVotesStep {
	const rows = valid.map(({ ballotId, ballot }) => {
		const notMet = items.map(({ key }) => key).filter((key) => markOf(ballot, key, ballotId) === 'not_met');
		return { ballotId, yes: notMet.length === 0, notMet };
	});
	return { kind: 'item_votes', rows, yesCount: BigInt(rows.filter(({ yes }) => yes).length) };
}
