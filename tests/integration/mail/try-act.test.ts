import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extendCall } from '../../../src/lib/server/app/calls/extend-call.ts';
import { tryAct } from '../../../src/lib/server/app/mail/try-act.ts';
import { refuse } from '../../../src/lib/domain/shared/result.ts';
import { transact } from '../../../src/lib/server/app/use-case.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { draft, wholeDraft } from '../applications/application-world.ts';
import { callOf, DECISION, lastEntry, lettersOf, openChangeWorld } from '../calls/change-world.ts';
import type { ChangeWorld } from '../calls/change-world.ts';
import { must } from '../applications/filled-dossier.ts';

const HOUR = 3_600_000;
let world: ChangeWorld;
beforeEach(async () => {
	world = await openChangeWorld();
});
afterEach(() => world.close());

async function extending(hours: number) {
	const { code, version, closesAt } = await callOf(world);
	return (ctx: Context) =>
		extendCall(ctx, {
			code,
			version,
			closesAt: new Date(closesAt.getTime() + hours * HOUR),
			decision: DECISION
		});
}

describe('the letters of an act, before it', () => {
	it('are one of each kind, with how many there are and how many people get one', async () => {
		await wholeDraft(world);
		const extend = await extending(48);
		const { letters } = await tryAct(world.officer, extend);
		must(await extend(world.officer));
		const sent = await lettersOf(world);
		expect(letters).toHaveLength(1);
		expect(letters[0]).toMatchObject({
			subject: sent[0]?.subject,
			letters: 1,
			people: new Set(sent.map(({ recipient }) => recipient)).size
		});
		expect(letters[0]?.text).toContain(DECISION.reason);
	});

	it('leave nothing: no change, letter, notice, work or entry of the log', async () => {
		await wholeDraft(world);
		const before = [await callOf(world), await lastEntry(world)];
		await tryAct(world.officer, await extending(48));
		expect([await callOf(world), await lastEntry(world)]).toEqual(before);
		expect(await lettersOf(world)).toEqual([]);
	});

	it('are none of an act that is refused: it says why, changes nothing, and the attempt is in the log', async () => {
		await wholeDraft(world);
		const before = await callOf(world);
		expect(await tryAct(world.officer, await extending(-48))).toMatchObject({
			letters: [],
			refusal: { code: 'call_change_incomplete', causes: [{ code: 'call_extension_not_later' }] }
		});
		expect(await callOf(world)).toEqual(before);
		expect(await lastEntry(world)).toMatchObject({ action: 'extend_call', outcome: 'refused' });
	});

	it('are none of an act that is refused after its letters were written', async () => {
		const letter = { key: 'k', kind: 'reset_password', subject: 's', text: 't', to: ['a@b.vn'] } as const;
		const late = (ctx: Context) =>
			transact(ctx, 'extend_call', { type: 'call', id: '' }, () => {
				ctx.preview?.(letter);
				return Promise.resolve(refuse('stale_version'));
			});
		expect(await tryAct(world.officer, late)).toEqual({ letters: [], refusal: { code: 'stale_version' } });
	});

	it('does not take an error for a trial that ended', async () => {
		await draft(world);
		const broken = tryAct(world.officer, ({ app }) =>
			app.db.transaction(() => Promise.reject(new Error('the disk is gone')))
		);
		await expect(broken).rejects.toThrow('the disk is gone');
	});
});
