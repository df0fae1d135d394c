/** Makes the table of work agree with what was changed: the only writer of `work_item`. */
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import type { CallFacts } from '#lib/domain/flow/stage-work.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { CHANGES_BY_DECISION } from '#lib/domain/selection/after-selection.ts';
import { termsOf, workKey, workOf } from '#lib/domain/work/work-of.ts';
import type { WorkFacts } from '#lib/domain/work/work-of.ts';
import { selectedDossiers } from '../../cases/selection/selected-dossiers.ts';
import type { Tx } from '../../ports.ts';
import type { Defined, WantedWork, WorkPlace, WorkSubject } from '../../work/ports.ts';

export interface Closing {
	/** Person who did it; '' for the system. */
	readonly by: string;
	/** The verb that did it; '' for a round of the worker. */
	readonly verb: string;
}

/** Settles what this transaction changed. Called once, as the last thing that a verb does. */
export async function settleOwnWork(tx: Tx, closing: Closing): Promise<void> {
	const places = await tx.work.takeOwnMarks();
	if (places.length > 0) await settleWork(tx, places, closing);
}

/** Settles these things, which the caller has locked: how many pieces of work were not as they should be. */
export async function settleWork(tx: Tx, places: readonly WorkPlace[], closing: Closing): Promise<number> {
	return tx.work.settle(places, [...(await reckonWork(tx, places)).values()], closing);
}

/** The work that these things give, each piece once; by the office's calendar, or by one that is tried. */
export async function reckonWork(
	tx: Tx,
	places: readonly WorkPlace[],
	tried?: WorkingCalendar
): Promise<ReadonlyMap<string, WantedWork>> {
	const known = await factsOf(tx, places, tried);
	const wanted = new Map<string, WantedWork>();
	for (const { place, facts } of known) {
		for (const work of workOf(facts)) {
			const key = workKey(work);
			// Two steps of a chain for one desk are one piece of work.
			wanted.set(`${place.subject} ${place.id} ${key}`, { place, key, work });
		}
	}
	return wanted;
}

interface Known {
	readonly place: WorkPlace;
	readonly facts: WorkFacts;
}

async function factsOf(
	tx: Tx,
	places: readonly WorkPlace[],
	tried: WorkingCalendar | undefined
): Promise<Known[]> {
	const { facts } = tx.work;
	const idsOf = (subject: WorkSubject): string[] =>
		places.flatMap((place) => (place.subject === subject ? [place.id] : []));
	const asked = async <Row>(
		subject: WorkSubject,
		ask: (ids: readonly string[]) => Promise<readonly Row[]>
	): Promise<readonly Row[]> => {
		const ids = idsOf(subject);
		return ids.length === 0 ? [] : ask(ids);
	};
	const calls = await asked('call', facts.calls);
	const selected = new Map<string, Selected>();
	for (const { facts: call } of calls) {
		const found = CHANGES_BY_DECISION.includes(call.state) ? await selectedOf(tx, call.id) : undefined;
		if (found !== undefined) selected.set(call.id, found);
	}
	const dossiers = await asked('dossier', facts.dossiers);
	const appraisals = await asked('appraisal', facts.appraisals);
	const councils = await asked('council', facts.councils);
	const seats = await asked('seat', facts.seats);
	const documents = await documentsOf(tx, [calls, dossiers, appraisals, councils, seats].flat());
	const dated = calls.length > 0 || appraisals.length > 0;
	const calendar = tried ?? (dated ? await tx.calendar.working() : undefined);
	const termsOn = (document: ProgrammeDefinition, closesAt: Date) => {
		if (calendar === undefined) throw new Error('terms were asked for without a calendar');
		return termsOf(rulesOn(document.ruleSet, deadlineDay(closesAt)), calendar);
	};
	const known: Told[] = [
		...calls.map((row): Told => {
			const { flow, document } = documents(row);
			const rules = rulesOn(document.ruleSet, deadlineDay(row.facts.closesAt));
			const held = selected.get(row.facts.id);
			const perLot = rules.maxRecommendedPerLot?.value ?? null;
			const call = { ...row.facts, selected: held === undefined ? null : { ...held, perLot } };
			return { of: 'call', flow, facts: call, term: termsOn(document, row.facts.closesAt) };
		}),
		...dossiers.map((row): Told => ({ of: 'dossier', flow: documents(row).flow, facts: row.facts })),
		...appraisals.map((row): Told => {
			const { flow, document } = documents(row);
			return { of: 'appraisal', flow, facts: row.facts, term: termsOn(document, row.closesAt) };
		}),
		...councils.map((row): Told => ({ of: 'council', flow: documents(row).flow, facts: row.facts })),
		...seats.map((row): Told => ({ of: 'seat', flow: documents(row).flow, facts: row.facts })),
		...(await asked('organisation', facts.organisations)).map((row): Told => ({
			of: 'organisation',
			facts: row
		})),
		...(await asked('recovery', facts.recoveries)).map((row): Told => ({ of: 'recovery', facts: row })),
		...(await asked('invitation', facts.invitations)).map((row): Told => ({ of: 'invitation', facts: row })),
		...(await asked('tie', facts.ties)).map((row): Told => ({ of: 'tie', facts: row })),
		...(await asked('grant', facts.grants)).map((row): Told => ({ of: 'grant', facts: row }))
	];
	const portal = await Promise.all(
		places
			.filter(({ subject }) => subject === 'portal')
			.map(async (place): Promise<Known> => ({ place, facts: { of: 'portal', facts: await facts.portal() } }))
	);
	return [...known.map((one): Known => ({ place: placeOf(one), facts: one })), ...portal];
}

/** Facts of a thing that names itself; the portal has no id of its own. */
type Told = Exclude<WorkFacts, { readonly of: 'portal' }>;

function placeOf(one: Told): WorkPlace {
	return { subject: one.of, id: one.of === 'seat' ? one.facts.memberId : one.facts.id };
}

type Selected = Omit<NonNullable<CallFacts['selected']>, 'perLot'>;

/** A closed selection: what may still move in it. */
async function selectedOf(tx: Tx, callId: string): Promise<Selected | undefined> {
	const [call, selection] = [await tx.calls.find(callId), await tx.selection.ofCall(callId)];
	if (call === undefined || call.envelope === null || selection === undefined) return undefined;
	const items = await tx.selection.items(selection.id);
	const applications = await tx.applications.ofCall(callId);
	return {
		envelope: call.envelope,
		dossiers: await selectedDossiers(tx, { callId, items, applications })
	};
}

interface Followed {
	readonly document: ProgrammeDefinition;
	readonly flow: Flow;
}

/** The definitions of the rows, each read once. */
async function documentsOf(
	tx: Tx,
	rows: readonly Pick<Defined<unknown>, 'definitionId'>[]
): Promise<(row: Pick<Defined<unknown>, 'definitionId'>) => Followed> {
	const found = new Map<string, Followed>();
	for (const id of new Set(rows.map(({ definitionId }) => definitionId))) {
		const stored = await tx.definitions.find(id);
		if (stored === undefined) throw new Error(`there is no definition ${id}`);
		found.set(id, { document: stored.document, flow: flowOf(stored.document) });
	}
	return ({ definitionId }) => {
		const followed = found.get(definitionId);
		if (followed === undefined) throw new Error(`definition ${definitionId} was not read`);
		return followed;
	};
}
