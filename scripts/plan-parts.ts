/** A module of the build: its size, what it imports at once, and what it fetches later. */
export interface PartModule {
	readonly bytes: number;
	readonly imports: readonly string[];
	readonly later: readonly string[];
}

export interface PartPlan {
	readonly modules: ReadonlyMap<string, PartModule>;
	/** What every page starts with, and each page with its weight against the others. */
	readonly always: readonly string[];
	readonly pages: ReadonlyMap<string, number>;
	/** What one more file costs a page, in bytes of source that the line could have brought meanwhile. */
	readonly fileBytes: number;
}

interface Start {
	readonly weight: number;
	/** What a byte loaded in vain counts here: a page that is heavy by itself has no room for it. */
	readonly strain: number;
	readonly has: ReadonlySet<string>;
}

interface Part {
	readonly modules: string[];
	readonly starts: Set<Start>;
	readonly needs: Set<Part>;
	bytes: number;
}

function reached(from: readonly string[], modules: PartPlan['modules']): ReadonlySet<string> {
	const found = new Set(from);
	for (const id of found)
		for (const next of modules.get(id)?.imports ?? []) if (modules.has(next)) found.add(next);
	return found;
}

/** From this much of its own, in bytes of source, a page is heavy. */
const HEAVY = 80_000;

function startWith(has: ReadonlySet<string>, weight: number, { modules, always }: PartPlan): Start {
	const common = reached(always, modules);
	let own = 0;
	for (const id of has) if (!common.has(id)) own += modules.get(id)?.bytes ?? 0;
	return { weight, strain: weight * Math.max(1, (own / HEAVY) ** 2), has };
}

/** What is fetched later starts with what every page that fetches it has by then. */
function laterStart(id: string, parents: readonly Start[], plan: PartPlan): Start {
	const [first, ...rest] = parents;
	const had = [...(first?.has ?? [])].filter((one) => rest.every(({ has }) => has.has(one)));
	return startWith(
		reached([...had, id], plan.modules),
		Math.max(1, ...parents.map(({ weight }) => weight)),
		plan
	);
}

function startsOf(plan: PartPlan): readonly Start[] {
	const { modules, always, pages } = plan;
	const found = [...pages].map(([id, weight]) => startWith(reached([...always, id], modules), weight, plan));
	const fetched = new Set([...modules.values()].flatMap(({ later }) => later));
	for (const id of fetched) {
		if (!modules.has(id) || pages.has(id) || always.includes(id)) continue;
		const fetches = (one: string): boolean => modules.get(one)?.later.includes(id) === true;
		found.push(
			laterStart(
				id,
				found.filter(({ has }) => [...has].some(fetches)),
				plan
			)
		);
	}
	return found;
}

/** A part for each set of starts that have modules in common; what one start alone loads stays with it. */
function commonParts(plan: PartPlan, starts: readonly Start[]): Set<Part> {
	const heads = new Set([...plan.always, ...plan.pages.keys()]);
	for (const { later } of plan.modules.values()) for (const id of later) heads.add(id);
	const bySet = new Map<string, Part>();
	const partOf = new Map<string, Part>();
	for (const [id, { bytes }] of plan.modules) {
		const loading = starts.filter(({ has }) => has.has(id));
		if (loading.length < 2 || heads.has(id)) continue;
		const key = loading.map((start) => starts.indexOf(start)).join();
		const part = bySet.get(key) ?? { modules: [], starts: new Set(loading), needs: new Set(), bytes: 0 };
		bySet.set(key, part);
		part.modules.push(id);
		part.bytes += bytes;
		partOf.set(id, part);
	}
	for (const [id, part] of partOf)
		for (const next of plan.modules.get(id)?.imports ?? []) {
			const needed = partOf.get(next);
			if (needed !== undefined && needed !== part) part.needs.add(needed);
		}
	return new Set(bySet.values());
}

/** What two parts save as one: a file where both are loaded, less what is then loaded in vain. */
function saved(a: Part, b: Part, fileBytes: number): number {
	let sum = 0;
	for (const start of a.starts)
		sum += b.starts.has(start) ? start.weight * fileBytes : -start.strain * b.bytes;
	for (const start of b.starts) if (!a.starts.has(start)) sum -= start.strain * a.bytes;
	return sum;
}

/** Whether a way leads from one to the other through a third, which the two as one would both need and be needed by. */
function leadsRound(from: Part, to: Part): boolean {
	const seen = new Set([to]);
	const open = [...from.needs];
	for (let part = open.pop(); part !== undefined; part = open.pop()) {
		if (seen.has(part)) continue;
		seen.add(part);
		if (part.needs.has(to)) return true;
		open.push(...part.needs);
	}
	return false;
}

function join(a: Part, b: Part, parts: Set<Part>): void {
	a.modules.push(...b.modules);
	a.bytes += b.bytes;
	for (const start of b.starts) a.starts.add(start);
	for (const needed of b.needs) a.needs.add(needed);
	parts.delete(b);
	for (const part of parts) if (part.needs.delete(b)) part.needs.add(a);
	a.needs.delete(a);
}

function bestPair(parts: readonly Part[], fileBytes: number): readonly [Part, Part] | undefined {
	let best: readonly [Part, Part] | undefined;
	let most = 0;
	for (const [index, a] of parts.entries())
		for (const b of parts.slice(index + 1)) {
			const gain = saved(a, b, fileBytes);
			if (gain <= most || leadsRound(a, b) || leadsRound(b, a)) continue;
			[best, most] = [[a, b], gain];
		}
	return best;
}

/**
 * Which modules travel together in one file: module -> name of the file; modules without a name stay with the page that
 * alone loads them. Parts are joined two by two as long as that makes pages lighter, never into a ring of parts.
 */
export function planParts(plan: PartPlan): ReadonlyMap<string, string> {
	const parts = commonParts(plan, startsOf(plan));
	for (;;) {
		const pair = bestPair([...parts], plan.fileBytes);
		if (pair === undefined) break;
		join(...pair, parts);
	}
	return new Map(
		[...parts].flatMap(({ modules }, number) => modules.map((id) => [id, `part-${String(number)}`] as const))
	);
}
