/**
 * What can be frozen and hashed. Money and decimals travel as decimal strings, instants as UTC ISO strings;
 * a bigint, a Date or undefined is refused by the type already.
 */
export type JsonValue =
	null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

function canonicalString(text: string): string {
	if (!text.isWellFormed()) throw new TypeError('canonical JSON: a string holds half of a surrogate pair');
	return JSON.stringify(text.normalize('NFC'));
}

function canonicalNumber(value: number): string {
	if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON: not a safe integer: ${value}`);
	// String(-0) is '0', as RFC 8785 wants.
	return String(value);
}

function canonicalObject(value: { readonly [key: string]: JsonValue }): string {
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) {
		throw new TypeError('canonical JSON: only plain objects have a written form');
	}
	const members = Object.keys(value).map((key) => ({ name: key.normalize('NFC'), value: value[key] }));
	// The default order of strings is by UTF-16 code units, which is the order that RFC 8785 (3.2.3) asks for.
	members.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
	const written = members.map((member, place) => {
		if (member.name === members[place - 1]?.name) {
			throw new TypeError(`canonical JSON: two keys become one after NFC: ${member.name}`);
		}
		if (member.value === undefined) throw new TypeError(`canonical JSON: ${member.name} is undefined`);
		return `${canonicalString(member.name)}:${canonicalJson(member.value)}`;
	});
	return `{${written.join(',')}}`;
}

/**
 * The one written form of a JSON value after RFC 8785 (JSON Canonicalization Scheme), narrowed in two ways:
 * strings and keys are NFC-normalised first, and numbers are safe integers only. Encode it as UTF-8 and hash that.
 * What has no such form (a fraction, a broken surrogate, keys equal after NFC, undefined, a class instance) is a bug
 * of the caller and throws TypeError; text from people goes through `nfc` or `cleanText` at the door.
 */
export function canonicalJson(value: JsonValue): string {
	if (value === null || typeof value === 'boolean') return String(value);
	if (typeof value === 'number') return canonicalNumber(value);
	if (typeof value === 'string') return canonicalString(value);
	if (isArray(value)) return `[${Array.from(value, canonicalElement).join(',')}]`;
	if (typeof value === 'object') return canonicalObject(value);
	throw new TypeError(`canonical JSON: no written form for a ${typeof value}`);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
	return Array.isArray(value);
}

function canonicalElement(element: JsonValue | undefined): string {
	if (element === undefined) throw new TypeError('canonical JSON: a list holds undefined');
	return canonicalJson(element);
}
