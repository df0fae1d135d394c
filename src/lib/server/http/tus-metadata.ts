/**
 * `Upload-Metadata` of tus: pairs of a key and Base64 of UTF-8, split by commas. A value that is no Base64 or no
 * UTF-8 is left out, and the contract misses it; a key that comes twice counts once, the first time.
 */
export function readMetadata(header: string): Readonly<Record<string, string>> {
	const pairs = header.split(',').flatMap((pair): [string, string][] => {
		const [key = '', encoded = ''] = pair.trim().split(' ', 2);
		const value = decode(encoded);
		return /^[A-Za-z0-9_-]{1,40}$/.test(key) && value !== undefined ? [[key, value]] : [];
	});
	return Object.fromEntries(pairs.reverse());
}

function decode(encoded: string): string | undefined {
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	// What was not UTF-8 comes back as other bytes.
	return Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
		? text
		: undefined;
}
