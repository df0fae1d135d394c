import { describe, expect, it } from 'vitest';
import { isShed, kindOf } from './shedding.ts';

describe('what is turned away when the database is crowded', () => {
	it('is what can wait, before what cannot', () => {
		const shedAt = (ms: number) =>
			(['visit', 'read', 'upload', 'save', 'submission', 'watch'] as const).filter((kind) =>
				isShed(kind, ms)
			);
		expect(shedAt(0)).toEqual([]);
		expect(shedAt(500)).toEqual(['visit']);
		expect(shedAt(1_500)).toEqual(['visit', 'read']);
		expect(shedAt(3_000)).toEqual(['visit', 'read', 'upload']);
		expect(shedAt(600_000)).toEqual(['visit', 'read', 'upload', 'save']);
	});

	it('tells a submission, a save, a piece of a file, a page and a watcher apart', () => {
		expect(kindOf('POST', '/(applicant)/ho-so/[id]/nop', true)).toBe('submission');
		expect(kindOf('POST', '/(applicant)/ho-so/[id]/nop', false)).toBe('save');
		expect(kindOf('GET', '/(applicant)/ho-so/[id]/nop', true)).toBe('read');
		expect(kindOf('PATCH', '/api/tai-len/[id]', true)).toBe('upload');
		expect(kindOf('PATCH', '/api/ho-so/[id]/phan/[section]', true)).toBe('save');
		expect(kindOf('GET', '/(public)/ket-qua', false)).toBe('visit');
		expect(kindOf('GET', '/health', false)).toBe('watch');
		expect(kindOf('GET', null, false)).toBe('visit');
	});
});
