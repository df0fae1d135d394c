/** What an address says of the act that led to it: told once, not again by a reload. */
const TOLD: readonly string[] = [
	'da-de-nghi',
	'da-luu',
	'da-moi',
	'da-nhan',
	'da-nop',
	'da-rut',
	'ma-da-co',
	'thay-de-nghi'
];

/** The address without it; undefined where it says nothing of an act. */
export function withoutTold(address: URL): URL | undefined {
	const plain = new URL(address);
	for (const name of TOLD) plain.searchParams.delete(name);
	return plain.searchParams.size === address.searchParams.size ? undefined : plain;
}
