/** What a page tells the browser's own worker. */
export type WorkerMessage =
	/** Who is signed in on this page; an empty text is nobody. */
	| { readonly kind: 'present'; readonly person: string }
	/** The page at the address is to open without a line; `parts` are the files that it has loaded. */
	| {
			readonly kind: 'keep';
			readonly person: string;
			readonly address: string;
			readonly parts: readonly string[];
	  };

export function isWorkerMessage(data: unknown): data is WorkerMessage {
	if (typeof data !== 'object' || data === null || !('kind' in data) || !('person' in data)) return false;
	if (typeof data.person !== 'string') return false;
	if (data.kind === 'present') return true;
	return data.kind === 'keep' && 'address' in data && typeof data.address === 'string' && 'parts' in data;
}
