import { commentField, markField } from '#lib/contracts/scoring/sheet-fields.ts';
import type { PlaceValues } from '#lib/domain/drafts/place-values.ts';
import {
	commentPlace,
	markPlace,
	OVERALL_PLACE,
	sheetOf,
	sheetValues
} from '#lib/domain/scoring/sheet-places.ts';
import type { SheetState } from '#lib/domain/scoring/merge-sheet.ts';
import { DraftEngine } from '#lib/features/draft/draft-engine.ts';
import type { DraftSurroundings } from '#lib/features/draft/draft-engine.ts';
import { DraftWatch } from '#lib/features/draft/draft-watch.ts';
import { placeAdapter } from '#lib/features/draft/place-adapter.ts';

interface Sheet extends SheetState {
	readonly version: number;
}

/** A sheet as it is being marked: marks and comments over the one draft engine. */
export class SheetDraft {
	readonly engine: DraftEngine<PlaceValues>;
	readonly watch: DraftWatch<PlaceValues>;

	/** `typed`: the sheet as a refused form gave it back; it goes the way of everything that is typed. */
	constructor(
		object: string,
		sheet: Sheet & { readonly savedAt: Date | null },
		typed: SheetState,
		around: DraftSurroundings
	) {
		const start = {
			object,
			content: sheetValues(sheet),
			revision: sheet.version,
			savedAt: sheet.savedAt?.toISOString() ?? null
		};
		this.engine = new DraftEngine(start, placeAdapter, around);
		this.watch = new DraftWatch(this.engine);
		const given = sheetValues(typed);
		for (const path of Object.keys({ ...start.content, ...given }))
			if (given[path] !== start.content[path]) this.engine.write(path, given[path] ?? null);
	}

	readonly #sheet = $derived.by(() => sheetOf(this.watch.now.content));
	/** What a box holds is shown in it, also where it cannot stand. */
	get marks(): Readonly<Record<string, number | null>> {
		return this.#sheet.marks;
	}
	get comments(): Readonly<Record<string, string>> {
		return this.#sheet.comments;
	}
	get comment(): string {
		return this.#sheet.comment;
	}

	/** What was refused, in words, at the controls of the form. */
	get problems(): readonly { readonly message: string; readonly field: string }[] {
		return this.watch.now.problems.flatMap(({ path, problems }) =>
			problems.map(({ message }) => ({ message, field: controlOf(path) }))
		);
	}

	setMark(slotKey: string, value: number | null): void {
		this.engine.write(markPlace(slotKey), value);
	}

	setComment(criterionKey: string, words: string): void {
		this.engine.write(commentPlace(criterionKey), words);
	}

	setOverall(words: string): void {
		this.engine.write(OVERALL_PLACE, words);
	}
}

/** The name of the control of a place. */
export function controlOf(path: string): string {
	const [kind, key = ''] = path.split('/');
	if (kind === 'marks') return markField(key);
	return kind === 'comments' ? commentField(key) : path;
}
