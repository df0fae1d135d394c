import { describe, expect, it } from 'vitest';
import { keepValues } from './keep-values.ts';
import { sendOnce } from './send-once.ts';

type Answer = { readonly update: (options?: { reset?: boolean }) => Promise<void> };
type Send = (press: {
	readonly formElement: object;
	readonly cancel: () => void;
}) => ((answer: Answer) => Promise<void>) | undefined;

/** Presses a form's button; gives how its answer is taken, or nothing when the press was let go. */
function press(send: unknown, formElement: object) {
	let cancelled = false;
	const take = (send as Send)({
		formElement,
		cancel: () => {
			cancelled = true;
		}
	});
	expect(cancelled).toBe(take === undefined);
	return take;
}

describe.each([
	{ name: 'sendOnce', send: sendOnce, reset: true },
	{ name: 'keepValues', send: keepValues, reset: false }
])('$name', ({ send, reset }) => {
	it('lets the second press of a form go while the first is under way, and no other form’s', async () => {
		const form = {};
		const take = press(send, form);
		expect(press(send, form)).toBeUndefined();
		expect(press(send, {})).toBeDefined();
		let taken: unknown;
		await take?.({ update: async (options) => void (taken = options) });
		expect(taken).toEqual({ reset });
		expect(press(send, form)).toBeDefined();
	});

	it('takes the next press also when the answer could not be shown', async () => {
		const form = {};
		const broken = press(send, form)?.({ update: () => Promise.reject(new Error('no line')) });
		await expect(broken).rejects.toThrow('no line');
		expect(press(send, form)).toBeDefined();
	});
});
