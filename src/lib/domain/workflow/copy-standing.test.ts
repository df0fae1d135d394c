import { describe, expect, it } from 'vitest';
import { APPLICATION_STATES } from './application.ts';
import { copyStanding } from './copy-standing.ts';

const states = APPLICATION_STATES;

describe('a copy of a dossier', () => {
	it.each(states)('of a %s one is in force only where the dossier still counts', (state) => {
		const standing = copyStanding({ state, replacing: false }, true);
		expect(standing).toBe(state === 'withdrawn' || state === 'invalid' ? state : 'in_force');
		expect(copyStanding({ state, replacing: false }, false)).toBe(
			state === 'withdrawn' ? 'withdrawn' : 'replaced'
		);
	});
	it('stands while its replacement is written', () => {
		expect(copyStanding({ state: 'submitted', replacing: true }, true)).toBe('being_replaced');
	});
});
