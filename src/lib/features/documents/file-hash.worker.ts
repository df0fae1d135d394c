import { createSHA256 } from 'hash-wasm';

/** Hashes one file as a stream, away from the page; says its SHA-256 in lower-case hex, undefined where it cannot. */
self.addEventListener('message', (event: MessageEvent<File>) => {
	// A failure of a promise does not reach the page as an error of the worker would.
	void hash(event.data).then(
		(sha256) => self.postMessage(sha256),
		() => self.postMessage(undefined)
	);
});

async function hash(file: File): Promise<string> {
	const digest = await createSHA256();
	const reader = file.stream().getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return digest.digest('hex');
		digest.update(value);
	}
}
