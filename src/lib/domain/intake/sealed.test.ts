import { describe, expect, it } from 'vitest';
import { CALL_MACHINE } from '#lib/domain/workflow/call.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import { dossierSealed, dossiersSealed } from './sealed.ts';

const stage = (key: 'opening' | 'intake') => ({ key, label: { vi: key }, lead: 'office' });
const states = Object.keys(CALL_MACHINE) as CallState[];

describe('dossiers', () => {
	it('are sealed until the opening, and for ever in a call that was cancelled before it', () => {
		const sealed = states.filter((state) =>
			dossiersSealed({ stages: [stage('intake'), stage('opening')] }, state)
		);
		expect(sealed).toEqual(['draft', 'published', 'cancelled']);
	});

	it('are never sealed where the programme has no opening', () => {
		expect(states.some((state) => dossiersSealed({ stages: [stage('intake')] }, state))).toBe(false);
	});
});

describe('one dossier', () => {
	const workflow = { stages: [stage('intake'), stage('opening')] };

	it('is sealed while its call is, and open after', () => {
		const submitted = { code: 'MAP-2026-0001', state: 'submitted' } as const;
		expect(states.filter((state) => dossierSealed(workflow, state, submitted))).toEqual([
			'draft',
			'published',
			'cancelled'
		]);
	});

	it('that was never submitted is sealed in every call, with or without an opening', () => {
		for (const { stages } of [workflow, { stages: [stage('intake')] }]) {
			expect(states.every((state) => dossierSealed({ stages }, state, { code: null, state: 'draft' }))).toBe(
				true
			);
			expect(
				states.every((state) => dossierSealed({ stages }, state, { code: null, state: 'withdrawn' }))
			).toBe(true);
		}
	});
});
