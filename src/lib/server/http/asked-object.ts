/** What kind of thing the last name of an address is about, by the part of the address before it. */
const KINDS: Readonly<Record<string, string>> = {
	'ho-so': 'application',
	cham: 'application',
	'ban-nop': 'application',
	'de-xuat': 'application',
	'tai-lieu': 'document',
	'tai-len': 'upload',
	'van-ban': 'record',
	'tham-dinh': 'appraisal',
	'hoi-dong': 'council',
	phien: 'lot',
	dot: 'call',
	thu: 'mail',
	'nhat-ky': 'audit_entry',
	'nguoi-dung': 'person',
	'to-chuc': 'organisation',
	'chuong-trinh': 'definition'
};

/** What a request to a route with names in its address asked for; undefined for lists and forms of their own. */
export function askedObject(
	route: string | null,
	params: Readonly<Partial<Record<string, string>>>
): { readonly type: string; readonly id: string } | undefined {
	const parts = (route ?? '').split('/');
	const found = parts.flatMap((part, at) => {
		const name = /^\[(\w+)\]$/.exec(part)?.[1];
		const type = KINDS[parts[at - 1] ?? ''];
		const id = name === undefined ? undefined : params[name];
		return type === undefined || id === undefined ? [] : [{ type, id }];
	});
	return found.at(-1);
}
