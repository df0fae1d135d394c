/** Longest wait for a hash, ms; an upload does not depend on it. */
const PATIENCE_MS = 60_000;

/**
 * SHA-256 of a file, computed beside the page; undefined where the browser cannot. The server computes its own and
 * compares only when it was given one, so an upload without it is as safe and merely unproven on the way.
 */
export function hashFile(file: File): Promise<string | undefined> {
	return new Promise((resolve) => {
		const worker = new Worker(new URL('./file-hash.worker.ts', import.meta.url), { type: 'module' });
		const settle = (sha256: string | undefined) => {
			clearTimeout(timer);
			worker.terminate();
			resolve(sha256);
		};
		const timer = setTimeout(() => settle(undefined), PATIENCE_MS);
		worker.addEventListener('message', (event: MessageEvent<string | undefined>) => settle(event.data));
		worker.addEventListener('error', () => settle(undefined));
		worker.postMessage(file);
	});
}
