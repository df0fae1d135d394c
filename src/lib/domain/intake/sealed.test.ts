import { describe, expect, it } from 'vitest';
import { CALL_STATES } from '#lib/domain/workflow/call.ts';
import { dossierSealed, dossiersSealed } from './sealed.ts';

const states = CALL_STATES;

describe('dossiers', () => {
	it('are sealed until the opening, and for ever in a call that was cancelled before it', () => {
		const sealed = states.filter((state) => dossiersSealed({ seals: true }, state));
		expect(sealed).toEqual(['draft', 'published', 'cancelled']);
	});

	it('are never sealed where the programme has no opening', () => {
		expect(states.some((state) => dossiersSealed({ seals: false }, state))).toBe(false);
	});
});

describe('one dossier', () => {
	const flow = { seals: true };

	it('is sealed while its call is, and open after', () => {
		const submitted = { code: 'MAP-2026-0001', state: 'submitted' } as const;
		expect(states.filter((state) => dossierSealed(flow, state, submitted))).toEqual([
			'draft',
			'published',
			'cancelled'
		]);
	});

	it('that was never submitted is sealed in every call, with or without an opening', () => {
		for (const { seals } of [flow, { seals: false }]) {
			expect(states.every((state) => dossierSealed({ seals }, state, { code: null, state: 'draft' }))).toBe(
				true
			);
			expect(
				states.every((state) => dossierSealed({ seals }, state, { code: null, state: 'withdrawn' }))
			).toBe(true);
		}
	});
});
