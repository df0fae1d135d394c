import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** One life cycle as a table: from a state, an event leads to a state. What is not in it is refused. */
export type Machine<State extends string, Event extends string> = {
	readonly [From in State]: { readonly [On in Event]?: State };
};

/** The next state. Refuses `state_forbids` {state, event} when the table has no such step. */
export function advance<State extends string, Event extends string>(
	machine: Machine<State, Event>,
	state: State,
	event: Event
): Result<State> {
	const next = machine[state][event];
	return next === undefined ? refuse('state_forbids', { params: { state, event } }) : ok(next);
}
