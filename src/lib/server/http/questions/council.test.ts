import { describe, expect, it } from 'vitest';
import { CONFIRMED } from '#lib/contracts/question.ts';
import { questionOfDeclarations } from './council.ts';

describe('the question before declarations', () => {
	it('is asked where one of them takes a dossier from the member, and once', () => {
		const mixed = [
			{ ground: '' },
			{ ground: 'partiality' },
			{ ground: 'relative' },
			{ ground: 'host_staff' }
		];
		expect(questionOfDeclarations(mixed, {})?.title).toContain('2 hồ sơ');
		expect(questionOfDeclarations(mixed, { [CONFIRMED]: 'yes' })).toBeUndefined();
		expect(questionOfDeclarations([{ ground: 'partiality' }, { ground: 'constructor' }], {})).toBeUndefined();
	});
});
