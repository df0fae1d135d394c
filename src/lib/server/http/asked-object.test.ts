import { describe, expect, it } from 'vitest';
import { askedObject } from './asked-object.ts';

describe('what an address asks for', () => {
	it.each([
		['/(office)/van-phong/ho-so/[id]', { id: 'a' }, { type: 'application', id: 'a' }],
		['/(committee)/hoi-dong/[council]/phien/[lot]', { council: 'c', lot: 'l' }, { type: 'lot', id: 'l' }],
		['/van-ban/[id]/pdf', { id: 'r' }, { type: 'record', id: 'r' }],
		['/(office)/van-phong/dot/[code]/ket-qua', { code: 'MAP-2026-1' }, { type: 'call', id: 'MAP-2026-1' }],
		['/(office)/van-phong/ho-so', {}, undefined],
		['/(public)/dat-lai-mat-khau/[token]', { token: 'secret' }, undefined],
		[null, {}, undefined]
	] as const)('%s', (route, params, expected) => {
		expect(askedObject(route, params)).toEqual(expected);
	});
});
