import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** One life cycle as a table: from a state, an event leads to a state. What is not in it is refused. */
export type Machine<State extends string, Event extends string> = {
	readonly [From in State]?: { readonly [On in Event]?: State };
};

/** The next state. Refuses `state_forbids` {state, event} when the table has no such step. */
export function advance<State extends string, Event extends string>(
	machine: Machine<State, Event>,
	state: State,
	event: Event
): Result<State> {
	const next = machine[state]?.[event];
	return next === undefined ? refuse('state_forbids', { params: { state, event } }) : ok(next);
}

/** The one step that an event makes, whatever stands at it now. Refuses `state_forbids` {event} unless there is just one. */
export function onlyStep<State extends string, Event extends string>(
	machine: Machine<State, Event>,
	event: Event
): Result<{ readonly from: State; readonly to: State }> {
	const steps = (Object.keys(machine) as State[]).flatMap((from) => {
		const to = machine[from]?.[event];
		return to === undefined ? [] : [{ from, to }];
	});
	const [step] = steps;
	return step === undefined || steps.length > 1
		? refuse('state_forbids', { params: { state: '', event } })
		: ok(step);
}

/** The state that an event leads to, from wherever it comes. Refuses `state_forbids` {event} unless there is just one. */
export function outcomeOf<State extends string, Event extends string>(
	machine: Machine<State, Event>,
	event: Event
): Result<State> {
	const ends = (Object.keys(machine) as State[]).flatMap((from) => machine[from]?.[event] ?? []);
	const [end] = new Set(ends);
	return end === undefined || ends.some((other) => other !== end)
		? refuse('state_forbids', { params: { state: '', event } })
		: ok(end);
}

/** The states that a life cycle comes to, from its first one, without a way to any of its ends. */
export function deadEnds<State extends string, Event extends string>(
	machine: Machine<State, Event>,
	first: State,
	ends: readonly State[]
): State[] {
	const after = (from: State): State[] => {
		const reached = new Set([from]);
		for (const state of reached) {
			const steps: Partial<Record<Event, State>> = machine[state] ?? {};
			for (const to of Object.values<State | undefined>(steps)) if (to !== undefined) reached.add(to);
		}
		return [...reached];
	};
	return after(first).filter((state) => !after(state).some((reached) => ends.includes(reached)));
}

/** One table out of parts, none of which says another state for a step than the others. */
export function compose<State extends string, Event extends string>(
	parts: readonly (Machine<State, Event> | undefined)[]
): Machine<State, Event> {
	const whole: { [From in State]?: Partial<Record<Event, State>> } = {};
	for (const part of parts) {
		for (const from of Object.keys(part ?? {}) as State[]) {
			const steps: Partial<Record<Event, State>> = whole[from] ?? {};
			for (const [event, to] of Object.entries(part?.[from] ?? {}) as [Event, State][]) {
				if (steps[event] !== undefined && steps[event] !== to)
					throw new Error(`two stages disagree on ${from} ${event}`);
				steps[event] = to;
			}
			whole[from] = steps;
		}
	}
	return whole;
}
