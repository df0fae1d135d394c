/** Where earlier versions of the portal kept words in plain text. */
const FORMER = ['chuan.pending/', 'chuan:/api/', 'chuan.budget/', 'chuan.du-toan/'];

/** Takes them away: they lie open for whoever uses this browser next. */
export function dropFormerDrafts(storage: () => Storage): void {
	try {
		const held = storage();
		const keys = Array.from({ length: held.length }, (_, at) => held.key(at) ?? '');
		for (const key of keys) if (FORMER.some((prefix) => key.startsWith(prefix))) held.removeItem(key);
	} catch {
		// A browser that forbids its storage holds nothing of ours.
		return;
	}
}
