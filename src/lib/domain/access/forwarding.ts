import { bitsOf } from './network.ts';

/** A network of proxies: addresses whose first `prefix` bits are those of `value`. */
interface ProxyNetwork {
	readonly width: 32 | 128;
	readonly prefix: number;
	readonly value: bigint;
}

/** Whose word about where a request came from counts: proxies of these networks, or so many of them in a row. */
export type TrustedProxies =
	| { readonly kind: 'networks'; readonly networks: readonly ProxyNetwork[] }
	| { readonly kind: 'count'; readonly count: number };

/** More proxies in a row than anybody puts before a portal. */
const MOST_PROXIES = 9;

/** Reads `2` or `127.0.0.1, 10.0.0.0/8, fd00::/8`; undefined for anything else. */
export function parseTrustedProxies(text: string): TrustedProxies | undefined {
	const count = /^\d+$/.test(text.trim()) ? Number(text) : undefined;
	if (count !== undefined) return count >= 1 && count <= MOST_PROXIES ? { kind: 'count', count } : undefined;
	const networks = text.split(',').map(parseNetwork);
	return networks.every((network) => network !== undefined) ? { kind: 'networks', networks } : undefined;
}

function parseNetwork(text: string): ProxyNetwork | undefined {
	const [address = '', length, ...more] = text.trim().split('/');
	const bits = bitsOf(address);
	if (bits === undefined || more.length > 0) return undefined;
	const prefix = length === undefined ? bits.width : /^\d{1,3}$/.test(length) ? Number(length) : -1;
	return prefix < 0 || prefix > bits.width ? undefined : { ...bits, prefix };
}

function isWithin(address: string, { width, prefix, value }: ProxyNetwork): boolean {
	const bits = bitsOf(address);
	const rest = BigInt(width - prefix);
	return bits?.width === width && bits.value >> rest === value >> rest;
}

/** One entry of the header: an address, perhaps with a port (`1.2.3.4:80`, `[2001:db8::1]:80`). */
function addressIn(entry: string | undefined): string | undefined {
	const text = entry?.trim() ?? '';
	const address =
		/^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
	return bitsOf(address) === undefined ? undefined : address;
}

/**
 * The address that a request came from: the right-most hop of `X-Forwarded-For` that no trusted proxy is. What stands
 * left of it anybody may have written, so it never counts; where an entry is missing or unreadable, the last address
 * that was vouched for does.
 */
export function clientOf(
	peer: string,
	forwarded: string | null,
	trusted: TrustedProxies | undefined
): string {
	const hops = forwarded === null ? [] : forwarded.split(',');
	if (trusted === undefined) return peer;
	if (trusted.kind === 'count') {
		const vouched = hops.slice(-trusted.count).map(addressIn);
		const whole = vouched.length === trusted.count && vouched.every((hop) => hop !== undefined);
		return whole ? (vouched[0] ?? peer) : peer;
	}
	let client = peer;
	while (trusted.networks.some((network) => isWithin(client, network))) {
		const before = addressIn(hops.pop());
		if (before === undefined) return client;
		client = before;
	}
	return client;
}
