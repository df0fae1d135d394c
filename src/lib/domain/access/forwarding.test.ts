import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOf, parseTrustedProxies } from './forwarding.ts';

const near = parseTrustedProxies('127.0.0.1, 10.0.0.0/8, fd00::/8');
const two = parseTrustedProxies('2');

describe('the setting', () => {
	it('is a count of proxies or a list of networks, and nothing else', () => {
		for (const text of ['1', '9', '127.0.0.1', '10.0.0.0/8,192.168.1.0/24', '::1', 'fd00::/8', '0.0.0.0/0'])
			expect(parseTrustedProxies(text), text).toBeDefined();
		for (const text of [
			'',
			'0',
			'10',
			'-1',
			'true',
			'10.0.0.0/33',
			'10.0.0/8',
			'300.0.0.1',
			'::1/129',
			'a, b',
			'10.0.0.1,'
		])
			expect(parseTrustedProxies(text), text).toBeUndefined();
	});
});

describe('where a request came from', () => {
	it('is the peer where no proxy is trusted, whatever the header says', () => {
		expect(clientOf('203.0.113.9', '1.2.3.4', undefined)).toBe('203.0.113.9');
		expect(clientOf('203.0.113.9', '1.2.3.4', near)).toBe('203.0.113.9');
	});

	it('is the right-most hop that no trusted proxy is', () => {
		expect(clientOf('127.0.0.1', '1.2.3.4', near)).toBe('1.2.3.4');
		expect(clientOf('::ffff:127.0.0.1', 'forged, 6.6.6.6, 1.2.3.4', near)).toBe('1.2.3.4');
		expect(clientOf('127.0.0.1', '6.6.6.6, 1.2.3.4, 10.20.30.40', near)).toBe('1.2.3.4');
		expect(clientOf('fd00::7', '6.6.6.6,2405:4802:1a::9', near)).toBe('2405:4802:1a::9');
		expect(clientOf('127.0.0.1', '6.6.6.6, 1.2.3.4:5060', near)).toBe('1.2.3.4');
		expect(clientOf('127.0.0.1', '[2405:4802:1a::9]:443', near)).toBe('2405:4802:1a::9');
	});

	it('is the last one vouched for where the header ends or cannot be read', () => {
		expect(clientOf('127.0.0.1', null, near)).toBe('127.0.0.1');
		expect(clientOf('127.0.0.1', '10.0.0.5', near)).toBe('10.0.0.5');
		expect(clientOf('127.0.0.1', '1.2.3.4, unknown', near)).toBe('127.0.0.1');
		expect(clientOf('127.0.0.1', '1.2.3.4, <script>, 10.0.0.5', near)).toBe('10.0.0.5');
		expect(clientOf('127.0.0.1', '', near)).toBe('127.0.0.1');
	});

	it('counts proxies where their number is the setting', () => {
		expect(clientOf('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.5', two)).toBe('1.2.3.4');
		expect(clientOf('10.0.0.1', '1.2.3.4', two)).toBe('10.0.0.1');
		expect(clientOf('10.0.0.1', '6.6.6.6, nonsense, 10.0.0.5', two)).toBe('10.0.0.1');
		expect(clientOf('10.0.0.1', null, two)).toBe('10.0.0.1');
	});

	it('does not depend on what stands left of the hop that counts', () => {
		fc.assert(
			fc.property(fc.string(), (forged) => {
				expect(clientOf('127.0.0.1', `${forged}, 1.2.3.4, 10.0.0.5`, near)).toBe('1.2.3.4');
				expect(clientOf('10.0.0.1', `${forged}, 1.2.3.4, 10.0.0.5`, two)).toBe('1.2.3.4');
			})
		);
	});
});
