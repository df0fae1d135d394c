/** The conclusion of a body that does not vote: one text of all, with the dissent of each who does not share it. */
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { BODY_KINDS } from './body-kinds.ts';
import type { BodyKindKey } from './body-kind-key.ts';

export interface Dissent {
	readonly memberId: string;
	readonly words: string;
}

export interface JointConclusion {
	readonly text: string;
	readonly dissents: readonly Dissent[];
}

/**
 * Refuses `joint_conclusion_wrong` with every problem: `body_votes` (such a body concludes by ballot),
 * `joint_conclusion_missing`, and by member `dissent_not_present`, `dissent_twice`, `dissent_without_words`.
 */
export function checkJointConclusion(
	body: BodyKindKey,
	{ text, dissents }: JointConclusion,
	presentIds: readonly string[]
): Result<JointConclusion> {
	const ids = dissents.map(({ memberId }) => memberId);
	const causes: Refusal[] = [
		...(BODY_KINDS[body].ballots.length > 0 ? [because('body_votes')] : []),
		...(text.trim() === '' ? [because('joint_conclusion_missing', { field: 'text' })] : []),
		...dissents.flatMap(({ memberId: field, words }, index) => [
			...(presentIds.includes(field) ? [] : [because('dissent_not_present', { field })]),
			...(ids.indexOf(field) < index ? [because('dissent_twice', { field })] : []),
			...(words.trim() === '' ? [because('dissent_without_words', { field })] : [])
		])
	];
	if (causes.length > 0) return refuse('joint_conclusion_wrong', { causes });
	return ok({
		text: text.trim(),
		dissents: dissents.map(({ memberId, words }) => ({ memberId, words: words.trim() }))
	});
}
