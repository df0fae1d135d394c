import { describe, expect, it } from 'vitest';
import { completeness } from './completeness.ts';
import type { Problem } from './problem.ts';
import { seeded } from '../../../../tests/support/definitions.ts';
import { sectionState } from './section-state.ts';
import type { Answers } from './stored-value.ts';

const map = seeded('map');

function state(sectionKey: string, answers: Answers) {
	return sectionState({ definition: map, variant: 'standard', sectionKey, answers, facts: {} });
}

describe('the state of a section', () => {
	const row = (id: string, quantity: string) => ({ id, cells: { code: id, quantity } });

	it('names what has to be filled in only because of another answer, row by row', () => {
		const { required } = state('instruments', { instruments: { list: [row('r1', '1'), row('r2', '3')] } });
		expect(required).toContain('list/r1/serial');
		expect(required).not.toContain('list/r2/serial');
		// Always required: said by the definition, not by the answers.
		expect(required).not.toContain('list/r1/code');
	});

	it('has the problems of this section and of no other', () => {
		const { problems, summary } = state('instruments', { instruments: { list: [row('r1', '1')] } });
		expect(problems.length).toBeGreaterThan(0);
		expect(
			problems.filter(({ target }) => !('section' in target) || target.section !== 'instruments')
		).toEqual([]);
		expect(summary?.errors).toBe(problems.filter(({ severity }) => severity === 'error').length);
	});

	it('leaves to the whole dossier what depends on the sums of the budget, but shows what they ask for', () => {
		const asked = { definition: seeded('task'), variant: 'applied_research', answers: {} };
		const budget = { state: 5n, own: 1n };
		const { problems, computed } = sectionState({ ...asked, sectionKey: 'funding', facts: { budget } });
		const about = (found: readonly Problem[]) =>
			found.filter(({ target }) => 'field' in target && target.field === 'own_sources');
		expect(computed.fields).toContain('own_sources');
		expect(about(problems)).toEqual([]);
		const whole = completeness({ ...asked, documents: [], budget: { ...budget, lines: 1, problems: [] } });
		expect(about(whole.problems).map(({ code }) => code)).toEqual(['table_empty', 'check_failed']);
	});

	it('is empty for a section that the form does not have', () => {
		expect(state('nowhere', {})).toEqual({
			computed: { visible: false, fields: [], calculated: {}, tables: {} },
			summary: undefined,
			problems: [],
			required: []
		});
	});
});
