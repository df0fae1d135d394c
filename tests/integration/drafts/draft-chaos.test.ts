import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInput } from '../../../src/lib/contracts/parse-input.ts';
import { saveOperationsShape } from '../../../src/lib/contracts/drafts/save-operations.ts';
import { formOf } from '../../../src/lib/domain/definitions/form.ts';
import type { SectionDefinition } from '../../../src/lib/domain/definitions/field-definition.ts';
import { removesRow } from '../../../src/lib/domain/definitions/section-operations.ts';
import { sectionAdapter } from '../../../src/lib/features/form/section-adapter.ts';
import { READING_CONTEXT } from '../../../src/lib/server/app/cases/applications/application-case.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { saveTypedAnswers } from '../../../src/lib/server/app/applications/save-typed-answers.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { draft, openApplicationWorld } from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';
import type { ChaosPortal } from './chaos-desk.ts';
import type { Chronicle } from './chaos-judge.ts';
import { runChaos } from './chaos-run.ts';
import type { ChaosSetting } from './chaos-run.ts';

/**
 * Two desks write one section of a dossier, with the engine of the pages, the portal's own verb and its database, over
 * a line that loses, repeats, delays and reorders, while windows die, are reloaded and opened beside each other. No
 * word that the portal has taken or the browser has kept vanishes unless whoever replaced it had seen it, and no
 * conflict is made of one's own words. `CHAOS_SEED` runs another seed in each setting.
 */

const given = process.env['CHAOS_SEED'];
const VALUES = 2_050;
const KEY = 'activity';
const SETTINGS: readonly (Pick<ChaosSetting, 'seed' | 'windows' | 'rows'> & {
	told: string;
	onePerson: boolean;
})[] = [
	{ told: 'two people, rows come and go', seed: 7, onePerson: false, windows: 1, rows: true },
	{ told: 'two people with two windows each', seed: 41, onePerson: false, windows: 2, rows: false },
	{ told: 'two people with two windows each, rows', seed: 13, onePerson: false, windows: 2, rows: true },
	{ told: 'one person with four windows, rows', seed: 169, onePerson: true, windows: 2, rows: true },
	{ told: 'one person at two devices', seed: 2026, onePerson: true, windows: 1, rows: true }
];

describe('a section that is written while everything goes wrong', () => {
	let world: ApplicationWorld;
	beforeEach(async () => {
		world = await openApplicationWorld();
	});
	afterEach(() => world.close());

	it.each(SETTINGS.map((one) => ({ ...one, seed: given === undefined ? one.seed : Number(given) })))(
		'loses no word: $told, seed $seed',
		async ({ seed, onePerson, windows, rows }) => {
			const id = await draft(world);
			await addRows(world.editor, id);
			const people = [world.editor, onePerson ? world.editor : world.representative];
			const { faults, told, typed } = await runChaos(
				{
					...{ seed, windows, rows, values: VALUES },
					desks: [
						{ name: 'A', person: personOf(people[0]), own: ['*/name', '*/unit'] },
						{ name: 'B', person: personOf(people[1]), own: ['*/market'] }
					],
					shared: ['main_activity', 'complaints', '*/key_measurement'],
					adapter: sectionAdapter(await sectionOf(world), READING_CONTEXT)
				},
				(at, chronicle) => portalOf(world, people[at] ?? world.editor, id, chronicle)
			);
			process.stdout.write(`${told}\n`);
			expect(faults).toEqual([]);
			expect(typed).toBeGreaterThanOrEqual(VALUES);
		}
	);
});

function personOf(ctx: Context | undefined): string {
	if (ctx?.actor.kind !== 'person') throw new Error('nobody sits at the desk');
	return ctx.actor.personId;
}

async function addRows(ctx: Context, id: string): Promise<void> {
	const patches = Array.from({ length: 6 }, () => ({
		op: 'add_row' as const,
		...{ fieldKey: 'products', baseVersion: 0, rowId: identifiers.v4(), cells: {} }
	}));
	must(await saveAnswers(ctx, { id, sectionKey: KEY, patches }));
}

async function sectionOf({ app, call }: ApplicationWorld): Promise<SectionDefinition> {
	const definition = await app.db.read.definitions.find(call.definitionId);
	const [variant] = definition?.document.variants ?? [];
	if (definition === undefined || variant === undefined) throw new Error('the call has no definition');
	const section = formOf(definition.document, variant.key).sections.find(({ key }) => key === KEY);
	if (section === undefined) throw new Error(`no section ${KEY}`);
	return section;
}

function portalOf(world: ApplicationWorld, ctx: Context, id: string, chronicle: Chronicle): ChaosPortal {
	const now = async () => {
		const sections = await world.app.db.read.applications.sections(id);
		const section = sections.find(({ sectionKey }) => sectionKey === KEY);
		if (section === undefined) throw new Error(`no section ${KEY}`);
		return { content: section.content.values, revision: section.version };
	};
	return {
		now,
		async take(sent) {
			const message = must(parseInput(saveOperationsShape, sent));
			const { revision, savedAt, outcomes, content } = must(
				await saveTypedAnswers(ctx, { id, sectionKey: KEY, message })
			);
			if (savedAt !== null) {
				const stands = await now();
				chronicle.stands(stands.revision, stands.content);
			}
			const kinds = new Map(outcomes.map((outcome) => [outcome.id, outcome.kind]));
			for (const operation of message.operations) {
				if (kinds.get(operation.id) !== 'applied') continue;
				if (removesRow(operation)) chronicle.removed(operation.id);
				else chronicle.taken(operation.value);
			}
			return {
				revision,
				savedAt: savedAt?.toISOString() ?? null,
				outcomes: outcomes.map((outcome) =>
					outcome.kind === 'refused'
						? { ...outcome, problems: outcome.problems.map(({ code }) => ({ code, message: code })) }
						: outcome
				),
				...(content === undefined ? {} : { content })
			};
		}
	};
}
