import { describe, expect, it } from 'vitest';
import { isOpenToAll } from './routes.ts';

describe('an address that opens for everybody', () => {
	it.each([
		['/', true],
		['/en', true],
		['/xac-minh/aB-_9', true],
		['/en/dat-lai-mat-khau/aB-_9', true],
		['/ket-qua/01a207c9', true],
		['/viec-can-lam', false],
		['/tham-dinh/01a207c9-c0a9-7786-9025-84e5db50bf2b', false],
		['/en/ho-so/01a207c9', false],
		['/hoi-dong/01a207c9/phien/01a207c9', false],
		['/nowhere', false]
	])('%s: %s', (path, open) => {
		expect(isOpenToAll(path)).toBe(open);
	});
});
