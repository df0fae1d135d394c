import { describe, expect, it } from 'vitest';
import { changedParts, nothingChanged } from './changed-parts.ts';
import type { Content } from './changed-parts.ts';

const file = (item: string, sha256: string, name = 'a.pdf') => ({
	item,
	id: `${item}-${sha256}`,
	name,
	mediaType: 'application/pdf',
	size: '5',
	sha256
});
const before: Content = {
	answers: { needs: { text: 'một' }, goals: { text: 'hai' } },
	budget: { format: 'chuan.budget/1', lines: [] },
	files: [file('request', 'aa'), file('licence', 'bb')],
	organisation: { name: 'Công ty', version: 3 }
};
const form = { order: ['needs', 'goals', 'report'], items: ['request', 'licence'] };
const changed = (now: Partial<Content>) => changedParts(before, { ...before, ...now }, form);

describe('a working copy beside the revision that stands', () => {
	it('is the same when answers, budget, files and organisation are', () => {
		const same = changed({
			answers: { goals: { text: 'hai' }, needs: { text: 'một' } },
			files: [file('licence', 'bb', 'tên khác.pdf'), file('request', 'aa')],
			organisation: { version: 4, name: 'Công ty' }
		});
		expect(nothingChanged(same)).toBe(true);
	});

	it('names the sections, in the order of the form, that differ, were filled or emptied', () => {
		const { sections } = changed({ answers: { goals: { text: 'ba' }, report: { text: 'bốn' } } });
		expect(sections).toEqual(['needs', 'goals', 'report']);
	});

	it('names the items whose files differ', () => {
		expect(changed({ files: [file('request', 'aa'), file('licence', 'cc')] }).items).toEqual(['licence']);
		expect(changed({ files: [file('request', 'aa')] }).items).toEqual(['licence']);
	});

	it('says that the budget or the organisation differs', () => {
		expect(changed({ budget: null })).toMatchObject({ budget: true, organisation: false });
		const renamed = changed({ organisation: { name: 'Công ty khác', version: 3 } });
		expect(renamed).toMatchObject({ budget: false, organisation: true });
		expect(nothingChanged(renamed)).toBe(false);
	});
});
