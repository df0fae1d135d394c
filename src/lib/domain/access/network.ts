/** The sixteen-bit groups of an IPv6 address, written out; undefined for anything else. */
function groupsOf(address: string): number[] | undefined {
	if (!/^[0-9a-f:]+$/i.test(address)) return undefined;
	const [head = '', tail, ...more] = address.split('::');
	if (more.length > 0) return undefined;
	const read = (part: string): number[] =>
		part === '' ? [] : part.split(':').map((group) => parseInt(group, 16));
	const before = read(head);
	const after = read(tail ?? '');
	const zeros = 8 - before.length - after.length;
	if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
	const groups = [...before, ...Array.from({ length: tail === undefined ? 0 : zeros }, () => 0), ...after];
	return groups.every((group) => group >= 0 && group <= 0xffff) ? groups : undefined;
}

function fourOf(address: string): string | undefined {
	const four = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
	return four?.split('.').every((part) => Number(part) <= 255) === true ? four : undefined;
}

/** An address in bits: 32 of IPv4 (also where IPv6 carries it), 128 of IPv6; undefined for any other text. */
export function bitsOf(address: string): { readonly width: 32 | 128; readonly value: bigint } | undefined {
	const four = fourOf(address);
	if (four !== undefined) {
		const value = four.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
		return { width: 32, value };
	}
	const groups = groupsOf(address);
	if (groups === undefined) return undefined;
	return { width: 128, value: groups.reduce((sum, group) => sum * 65_536n + BigInt(group), 0n) };
}

function prefix(groups: readonly number[], count: number): string {
	return `${groups
		.slice(0, count)
		.map((group) => group.toString(16))
		.join(':')}::/${String(count * 16)}`;
}

/**
 * The network that an address belongs to, as people and limits need it: `113.161.5.0/24`, `2405:4802:1a::/48`.
 * Not the address itself: one person has many, and a record needs no more. An unreadable one is 'unknown'.
 */
export function networkOf(address: string): string {
	const four = fourOf(address);
	if (four !== undefined) return `${four.split('.').slice(0, 3).join('.')}.0/24`;
	const groups = groupsOf(address);
	return groups === undefined ? 'unknown' : prefix(groups, 3);
}

/** What one subscriber has at hand: an IPv4 address, or the whole /64 of an IPv6 one, which costs nothing to change. */
export function subscriberOf(address: string): string {
	const four = fourOf(address);
	if (four !== undefined) return four;
	const groups = groupsOf(address);
	return groups === undefined ? address : prefix(groups, 4);
}
