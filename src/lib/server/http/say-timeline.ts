import { wordsOf } from '#lib/i18n/named-words.ts';
import type { TimelineRow } from '#lib/server/app/timeline/ports.ts';
import { timedParams } from './timed-params.ts';

/** What ends a dossier without what it asked for; a green tick beside it would say the opposite. */
const NOT_GRANTED: ReadonlySet<string> = new Set([
	'found_invalid',
	'budget_rejected',
	'call_cancelled',
	'proposal_declined',
	'result_rejected',
	'result_screened_out',
	'result_not_recommended',
	'result_invalid',
	'result_declined'
]);

/** A timeline in the words of one side; an event without words for that side is left out. */
export function sayTimeline(
	rows: readonly TimelineRow[],
	side: 'applicant' | 'office'
): { readonly id: string; readonly at: Date; readonly title: string; readonly state: 'done' | 'failed' }[] {
	return rows.flatMap(({ id, at, kind, params }) => {
		const say = wordsOf(`timeline_${kind}_${side}`);
		const state = NOT_GRANTED.has(kind) ? 'failed' : 'done';
		return say === undefined ? [] : [{ id, at, title: say(timedParams(params)), state }];
	});
}
