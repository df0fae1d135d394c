import { describe, expect, it } from 'vitest';
import { networkOf, subscriberOf } from './network.ts';

describe('the network of an address', () => {
	it.each([
		['113.161.5.77', '113.161.5.0/24', '113.161.5.77'],
		['::ffff:113.161.5.77', '113.161.5.0/24', '113.161.5.77'],
		['2405:4802:1a:77::9', '2405:4802:1a::/48', '2405:4802:1a:77::/64'],
		['2405:4802:1a:77:1:2:3:4', '2405:4802:1a::/48', '2405:4802:1a:77::/64'],
		['::1', '0:0:0::/48', '0:0:0:0::/64'],
		['1::2::3', 'unknown', '1::2::3'],
		['1:2:3', 'unknown', '1:2:3'],
		['', 'unknown', '']
	])('%s is %s, of the subscriber %s', (address, network, subscriber) => {
		expect(networkOf(address)).toBe(network);
		expect(subscriberOf(address)).toBe(subscriber);
	});
});
