import { describe, expect, it } from 'vitest';
import { STAFF_ROLES } from './actor.ts';
import { excludedBy } from './role-exclusions.ts';

const TODAY = '2026-11-29';

describe('roles of one person', () => {
	it.each([
		['director', 'finance_officer'],
		['finance_head', 'finance_officer'],
		['director', 'administrator'],
		['auditor', 'science_officer'],
		['administrator', 'auditor']
	] as const)('%s and %s exclude each other, whichever comes first', (one, other) => {
		expect(excludedBy(one, [other], TODAY)).toBe(other);
		expect(excludedBy(other, ['editor', one], TODAY)).toBe(one);
	});

	it('are free to go together otherwise, and before the rule began', () => {
		expect(excludedBy('science_officer', ['measurement_officer', 'director'], TODAY)).toBeUndefined();
		expect(excludedBy('administrator', ['measurement_officer'], TODAY)).toBeUndefined();
		expect(excludedBy('director', ['finance_officer'], '2025-12-31')).toBeUndefined();
	});

	it('never exclude themselves', () => {
		for (const role of STAFF_ROLES) expect(excludedBy(role, [role], TODAY)).toBeUndefined();
	});
});
