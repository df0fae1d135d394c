const ACTS = {
	j: 'next',
	k: 'former',
	v: 'yes',
	x: 'no',
	a: 'not_applicable',
	o: 'file',
	']': 'dossier'
} as const;

export type ValidityAct = (typeof ACTS)[keyof typeof ACTS];

/** What a key asks for in the validity check: silent while words are typed, and with any other key held. */
export function validityAct(event: {
	readonly key: string;
	readonly target: EventTarget | null;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
}): ValidityAct | undefined {
	if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
	const { target } = event;
	if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return undefined;
	if (target instanceof HTMLInputElement && target.type !== 'radio') return undefined;
	const key = event.key.toLowerCase();
	return key in ACTS ? ACTS[key as keyof typeof ACTS] : undefined;
}
