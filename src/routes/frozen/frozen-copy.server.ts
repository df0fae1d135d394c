import type { FrozenFile } from '#lib/features/office/frozen-files.ts';
import type { FrozenBudget } from '#lib/domain/budgets/frozen-budget.ts';
import type { SectionCopy } from '#lib/domain/definitions/section-copy.ts';
import { renderOnce } from '#lib/server/http/render-once.ts';
import type { Rendered } from '#lib/contracts/rendered.ts';
import FrozenDossier from './FrozenDossier.svelte';

interface Frozen {
	readonly sections: readonly SectionCopy[];
	readonly budget: FrozenBudget | null;
	readonly revision: { readonly files: readonly FrozenFile[] };
}

/** What the copy is made of. */
type Copied = Pick<Frozen, 'sections' | 'budget'> & { readonly files: readonly FrozenFile[] };

/** The page's data with the frozen dossier as a part that is rendered, in the place of what it is made of. */
export function withCopy<Data extends Frozen>(
	event: Parameters<typeof renderOnce>[0],
	{ sections, budget, ...rest }: Data
): Omit<Data, 'sections' | 'budget'> & { readonly copy: Rendered<Copied> } {
	const props: Copied = { sections, budget, files: rest.revision.files };
	return { ...rest, copy: renderOnce<Copied>(event, FrozenDossier, props) };
}
