/** What a working copy changes of the revision that stands. */
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { Revision, SnapshotFile } from './snapshot.ts';

export type Content = Pick<Revision, 'answers' | 'budget' | 'files' | 'organisation'>;

export interface ChangedParts {
	/** Keys of sections, in the order of the form. */
	readonly sections: readonly string[];
	readonly budget: boolean;
	/** Keys of items whose files differ. */
	readonly items: readonly string[];
	/** The organisation says something else about itself. */
	readonly organisation: boolean;
}

/** The parts in which two contents differ; `order` and `items` give every section and item of the form. */
export function changedParts(
	before: Content,
	now: Content,
	{ order, items }: { readonly order: readonly string[]; readonly items: readonly string[] }
): ChangedParts {
	const differs = (left: unknown, right: unknown): boolean => textOf(left) !== textOf(right);
	return {
		sections: order.filter((key) => differs(before.answers[key], now.answers[key])),
		budget: differs(before.budget, now.budget),
		items: items.filter((key) => differs(filesOf(before.files, key), filesOf(now.files, key))),
		organisation: differs({ ...before.organisation, version: null }, { ...now.organisation, version: null })
	};
}

export function nothingChanged({ sections, budget, items, organisation }: ChangedParts): boolean {
	return sections.length === 0 && !budget && items.length === 0 && !organisation;
}

const textOf = (value: unknown): string =>
	value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue);

/** By what they hold: the same bytes under the same date are the same paper, whatever it is called. */
const filesOf = (files: readonly SnapshotFile[], item: string): string[] =>
	files
		.filter((file) => file.item === item)
		.map(({ sha256, dated }) => `${sha256} ${dated ?? ''}`)
		.sort();
