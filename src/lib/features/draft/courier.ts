import { togetherOf } from '#lib/domain/drafts/operations.ts';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { DraftSurroundings } from './draft-engine.ts';
import { portionOf } from './portion.ts';
import type { WaitingObject } from './ports.ts';

/**
 * Sends what waits in this browser for objects whose address begins so, without their pages being open. Gives what
 * still waits then: no line, nobody signed in, a conflict or a refusal that only its page can settle.
 */
export async function sendWaiting(
	around: DraftSurroundings,
	prefix: string
): Promise<readonly WaitingObject[]> {
	for (const { object } of await around.keeper.waiting(prefix)) await deliver(around, object);
	return around.keeper.waiting(prefix);
}

async function deliver({ keeper, page, transport }: DraftSurroundings, object: string): Promise<void> {
	let left: readonly Operation[] = await keeper.left(object);
	while (left.length > 0) {
		const operations = portionOf(togetherOf(left), 'page');
		const { person, device, run } = page;
		const answer = await transport.send(
			object,
			{
				...{ person, device, run },
				settled: page.settled(object),
				// The courier shows nothing: whatever the object is, it is not known here.
				revision: 0,
				operations: [...operations]
			},
			false
		);
		if (answer.kind !== 'taken') return;
		const taken = new Set(
			answer.reply.outcomes.flatMap(({ id, kind }) => (kind === 'applied' || kind === 'already' ? [id] : []))
		);
		await keeper.change(object, { put: [], drop: operations.filter(({ id }) => taken.has(id)) });
		left = left.filter((operation) => !operations.includes(operation));
	}
}
