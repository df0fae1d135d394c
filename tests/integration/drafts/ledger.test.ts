import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { saveTypedAnswers } from '../../../src/lib/server/app/applications/save-typed-answers.ts';
import { giveDraftKey } from '../../../src/lib/server/app/drafts/give-draft-key.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { draft, openApplicationWorld } from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';

describe('the ledger of a draft', () => {
	let world: ApplicationWorld;
	let id: string;
	beforeAll(async () => {
		world = await openApplicationWorld();
		id = await draft(world);
	});
	afterAll(() => world.close());

	const personOf = ({ actor }: Context): string => (actor.kind === 'person' ? actor.personId : '');
	const device = randomUUID();
	const run = randomUUID();
	const message = (
		ctx: Context,
		path: string,
		value: unknown,
		more: Partial<SaveOperations['operations'][number]> = {}
	): SaveOperations => {
		const operation = { id: randomUUID(), run, number: 1, path, base: 0, value, ...more };
		const person = personOf(ctx);
		return { person, device, run: operation.run, settled: 0, revision: 0, operations: [operation] };
	};
	const send = async (ctx: Context, sent: SaveOperations) =>
		must(await saveTypedAnswers(ctx, { id, sectionKey: 'company', message: sent }));
	const stored = async (field: string) => {
		const rows = await world.app.db.read.applications.sections(id);
		return rows.find(({ sectionKey }) => sectionKey === 'company')?.content.values[field];
	};

	it('writes an operation once, and answers the same to its repetition', async () => {
		const sent = message(world.editor, 'contact_name', 'Siu Thảo');
		const first = await send(world.editor, sent);
		const second = await send(world.editor, sent);
		expect([first, second].map(({ outcomes }) => outcomes[0]?.kind)).toEqual(['applied', 'already']);
		expect([second.revision, second.savedAt]).toEqual([first.revision, null]);
	});

	it('never lets an earlier word of a run come over a later one', async () => {
		const late = message(world.editor, 'contact_name', 'Siu', { number: 2 });
		await send(world.editor, message(world.editor, 'contact_name', 'Siu Thảo H', { number: 3 }));
		expect((await send(world.editor, late)).outcomes[0]?.kind).toBe('already');
		expect(await stored('contact_name')).toBe('Siu Thảo H');
	});

	it('names whose words stand in the way, and when they were written', async () => {
		const other = world.representative;
		const { outcomes } = await send(other, message(other, 'contact_name', 'Khác', { run: randomUUID() }));
		expect(outcomes).toMatchObject([
			{
				kind: 'conflict',
				theirs: 'Siu Thảo H',
				yours: 'Khác',
				by: { kind: 'person', name: world.editor.actor.kind === 'person' ? world.editor.actor.name : '' }
			}
		]);
		const [outcome] = outcomes;
		expect(outcome?.kind === 'conflict' && new Date(outcome.by?.at ?? '').getTime()).toBeGreaterThan(0);
		expect(await stored('contact_name')).toBe('Siu Thảo H');
	});

	it('hears of what a plain form wrote', async () => {
		const { version } = must(
			await saveAnswers(world.representative, {
				id,
				sectionKey: 'company',
				patches: [{ fieldKey: 'contact_position', value: 'Giám đốc', baseVersion: 0 }]
			})
		);
		const sent = message(world.editor, 'contact_position', 'Trưởng phòng', { number: 9, base: version - 1 });
		expect((await send(world.editor, sent)).outcomes).toMatchObject([
			{ kind: 'conflict', by: { kind: 'person' } }
		]);
	});

	it('refuses at its place what cannot be read, and takes the rest', async () => {
		const good = message(world.editor, 'contact_phone', '0269 3 824 555', { number: 20 });
		const [bad] = message(world.editor, 'khong_co', 'x', { number: 21 }).operations;
		const sent = { ...good, operations: [...good.operations, ...(bad === undefined ? [] : [bad])] };
		expect((await send(world.editor, sent)).outcomes.map(({ kind }) => kind)).toEqual(['applied', 'refused']);
	});

	it('gives each person one key, the same at every sign-in, and no two the same', async () => {
		const keys = [];
		for (const ctx of [world.editor, world.editor, world.representative])
			keys.push(must(await giveDraftKey(ctx)));
		expect(keys[1]).toBe(keys[0]);
		expect(keys[2]).not.toBe(keys[0]);
		expect(Buffer.from(keys[0] ?? '', 'base64')).toHaveLength(32);
		const visitor: Context = { ...world.editor, actor: { kind: 'visitor' } };
		expect(await giveDraftKey(visitor)).toMatchObject({ ok: false, refusal: { code: 'sign_in_needed' } });
	});
});
