import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.ts';

describe('a browser by its own words', () => {
	it.each([
		[
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
			'Chrome',
			'Windows'
		],
		[
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
			'Microsoft Edge',
			'Windows'
		],
		[
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
			'Safari',
			'iPhone'
		],
		[
			'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
			'Samsung Internet',
			'Android'
		],
		[
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0',
			'Firefox',
			'macOS'
		],
		['curl/8.5.0', '', ''],
		['', '', '']
	])('%s', (said, browser, system) => {
		expect(deviceOf(said)).toEqual({ browser, system });
	});

	it('is read no further than a real one is long', () => {
		expect(deviceOf(`${'x'.repeat(400)} Firefox/133.0`)).toEqual({ browser: '', system: '' });
	});
});
