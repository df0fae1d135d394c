import { isRedirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requiredLine } from '#lib/contracts/parse-input.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { buttonAction, fileAction, formAction, nothing, seeOther } from './form-action.ts';

const reason = z.object({ reason: requiredLine(20, 'reason_missing') });
const QUESTION = { title: 'Kết thúc?', follows: [], confirm: 'Kết thúc' };

function posted(fields: Record<string, string>, file?: File): RequestEvent {
	const body = file === undefined ? new URLSearchParams(fields) : withFile(fields, file);
	const url = new URL('http://localhost/don-vi/7?/end');
	const request = new Request(url, { method: 'POST', body });
	return { request, url, params: { id: '7' }, locals: { ctx: {} } } as unknown as RequestEvent;
}

function withFile(fields: Record<string, string>, file: File): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	form.append('file', file);
	return form;
}

/** A verb that keeps what it was asked to do. */
function kept<Input>() {
	const done: Input[] = [];
	const verb = (_: Context, input: Input) => {
		done.push(input);
		return Promise.resolve(ok({ code: 'A' }));
	};
	return { done, verb };
}

describe('a form action', () => {
	it('asks before it writes to others, shows the letter, and asks nothing where it writes to nobody', async () => {
		const told: string[] = [];
		const letter = {
			key: 'k',
			kind: 'reset_password',
			subject: 'Lịch họp',
			text: '08:30',
			to: ['a', 'b']
		} as const;
		const verb = (to: readonly string[]) => (ctx: Context) =>
			ctx.app.db.transaction(() => {
				if (to.length > 0) ctx.preview?.(letter);
				if (ctx.preview === undefined) told.push(...to);
				return Promise.resolve(ok(true as const));
			});
		const event = (fields: Record<string, string>): RequestEvent => ({
			...posted(fields),
			locals: {
				ctx: { app: { db: { transaction: (run: (tx: unknown) => unknown) => run({}) } } }
			} as unknown as App.Locals
		});
		const plan = formAction(reason, verb(['a', 'b']), { letters: 'ask', done: { done: 'planned' } });
		const asked = await plan(event({ reason: 'x' }));
		expect(asked).toMatchObject({
			status: 428,
			data: { question: { letters: [{ subject: 'Lịch họp', text: '08:30' }] } }
		});
		expect(told).toEqual([]);
		expect(await plan(event({ reason: 'x', confirmed: 'yes' }))).toEqual({ done: 'planned' });
		expect(told).toEqual(['a', 'b']);
		const quiet = formAction(reason, verb([]), { letters: 'ask', done: { done: 'planned' } });
		expect(await quiet(event({ reason: 'x' }))).toEqual({ done: 'planned' });
	});

	it('asks nothing about an act that is refused anyway, where it may be tried; a page that is too old is asked again', async () => {
		const tried = (code: 'stale_version' | 'reason_missing') =>
			formAction(reason, () => Promise.resolve(refuse(code, { field: 'reason' })), {
				ask: () => QUESTION,
				tries: true,
				done: {}
			});
		const event = (): RequestEvent => ({
			...posted({ reason: 'x' }),
			locals: { ctx: { app: { db: {} } } } as unknown as App.Locals
		});
		expect(await tried('reason_missing')(event())).toMatchObject({
			status: 400,
			data: { problems: [{ code: 'reason_missing', field: 'reason' }], typed: { reason: 'x' } }
		});
		expect(await tried('stale_version')(event())).toMatchObject({ status: 428 });
		const plain = formAction(reason, () => Promise.resolve(refuse('reason_missing')), {
			ask: () => QUESTION,
			done: {}
		});
		expect(await plain(event())).toMatchObject({ status: 428 });
	});

	it('hands the verb what the shape read, with the address, and says that it was done', async () => {
		const { done, verb } = kept<{ reason: string; id: string | undefined }>();
		const act = formAction(reason, (ctx, input, { params }) => verb(ctx, { ...input, id: params.id }), {
			done: { done: 'ended' }
		});
		expect(await act(posted({ reason: ' hết  hạn ' }))).toEqual({ done: 'ended' });
		expect(done).toEqual([{ reason: 'hết hạn', id: '7' }]);
	});

	it('makes what it says of the verb’s answer, or leaves for another page', async () => {
		const { verb } = kept<{ reason: string }>();
		const told = formAction(reason, verb, { done: ({ code }) => ({ code }) });
		expect(await told(posted({ reason: 'x' }))).toEqual({ code: 'A' });
		const left = formAction(reason, verb, { done: ({ code }) => seeOther(`/dot/${code}`) });
		const thrown: unknown = await left(posted({ reason: 'x' })).catch((error: unknown) => error);
		expect(isRedirect(thrown) && thrown).toMatchObject({ status: 303, location: '/dot/A' });
	});

	it('refuses at the field with what was typed and without passwords, and does nothing', async () => {
		const { done, verb } = kept<{ reason: string }>();
		const act = formAction(reason, verb, { done: {} });
		const given = { reason: ' ', note: 'ghi chú', password: 's3cret', newPasswordAgain: 's3cret' };
		expect(await act(posted(given))).toMatchObject({
			status: 400,
			data: {
				problems: [{ code: 'reason_missing', field: 'reason' }],
				typed: { reason: ' ', note: 'ghi chú' }
			}
		});
		expect(JSON.stringify(await act(posted(given)))).not.toContain('s3cret');
		expect(done).toEqual([]);
	});

	it('answers what the verb refuses with its status, in the words and fields of the page', async () => {
		const act = formAction(reason, () => Promise.resolve(refuse('stale_version', { field: 'version' })), {
			refused: (refusal, { params }) => ({ ...refusal, field: `seen.${params.id ?? ''}` }),
			typed: ({ reason: typed = '' }, { code }) => ({ typed, code }),
			done: {}
		});
		expect(await act(posted({ reason: 'x' }))).toMatchObject({
			status: 409,
			data: { problems: [{ field: 'seen.7' }], typed: { typed: 'x', code: 'stale_version' } }
		});
	});

	it('asks before it does, of what was read; what cannot be read is refused and not asked', async () => {
		const { done, verb } = kept<{ reason: string }>();
		const act = formAction(reason, verb, {
			ask: (_, { fields, input }) =>
				fields['confirmed'] === 'yes' ? undefined : { ...QUESTION, title: input.reason },
			done: { done: 'ended' }
		});
		expect(await act(posted({ reason: ' x ' }))).toMatchObject({
			status: 428,
			data: { question: { title: 'x', action: '?/end', fields: { reason: ' x ', confirmed: 'yes' } } }
		});
		expect(await act(posted({ reason: '' }))).toMatchObject({ status: 400 });
		expect(done).toEqual([]);
		expect(await act(posted({ reason: 'x', confirmed: 'yes' }))).toEqual({ done: 'ended' });
		expect(done).toHaveLength(1);
	});

	it('reads long texts only where it was told to', async () => {
		const { verb } = kept<{ text: string }>();
		const text = z.object({ text: z.string() });
		const long = { text: 'x'.repeat(300_000) };
		expect(await formAction(text, verb, { long: true, done: { done: true } })(posted(long))).toEqual({
			done: true
		});
		await expect(formAction(text, verb, { done: {} })(posted(long))).rejects.toMatchObject({ status: 413 });
	});

	it('reads by more than a shape where a form needs it', async () => {
		const { done, verb } = kept<{ id: string }>();
		const act = formAction(
			({ id = '' }, { params }) => Promise.resolve(id === params.id ? ok({ id }) : refuse('not_found')),
			verb,
			{ typed: nothing, done: {} }
		);
		expect(await act(posted({ id: '8' }))).toMatchObject({ status: 404, data: { typed: {} } });
		await act(posted({ id: '7' }));
		expect(done).toEqual([{ id: '7' }]);
	});
});

describe('its siblings', () => {
	it('take a file, and give back what its form was about', async () => {
		const names: string[] = [];
		const act = fileAction(
			(_, { fileName }) => {
				names.push(fileName);
				return Promise.resolve(ok(true));
			},
			{ typed: ({ item = '' }) => ({ item }), done: { uploaded: true } }
		);
		expect(await act(posted({ item: '3' }))).toMatchObject({
			status: 400,
			data: { problems: [{ code: 'file_missing', field: 'file' }], typed: { item: '' } }
		});
		expect(await act(posted({ item: '3' }, new File(['x'], 'a.pdf')))).toEqual({ uploaded: true });
		expect(names).toEqual(['a.pdf']);
	});

	it('press a button, whatever its form holds', async () => {
		const act = buttonAction((_, { params }) => Promise.resolve(ok({ id: params.id })), {
			done: (value) => value
		});
		expect(await act(posted({ note: 'x' }))).toEqual({ id: '7' });
		const refused = buttonAction(() => Promise.resolve(refuse('already_done')), { done: {} });
		expect(await refused(posted({ note: 'x' }))).toMatchObject({ status: 409, data: { typed: {} } });
	});
});
