import { createSHA256 } from 'hash-wasm';

/** Hashes one file as a stream, away from the page, and says its SHA-256 in lower-case hex. */
self.addEventListener('message', (event: MessageEvent<File>) => {
	void hash(event.data).then((sha256) => self.postMessage(sha256));
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
