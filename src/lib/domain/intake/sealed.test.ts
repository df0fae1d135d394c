import { describe, expect, it } from 'vitest';
import { CALL_MACHINE } from '#lib/domain/workflow/call.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import { dossiersSealed } from './sealed.ts';

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
