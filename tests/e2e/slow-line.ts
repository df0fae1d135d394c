import type { Page } from 'playwright-core';

/** A rural 3G line: 400 kbit/s, 400 ms there and back. Gives what takes it away again. */
export async function onSlowLine(page: Page): Promise<() => Promise<void>> {
	const line = await page.context().newCDPSession(page);
	const set = (latency: number, throughput: number): Promise<unknown> =>
		line.send('Network.emulateNetworkConditions', {
			offline: false,
			latency,
			downloadThroughput: throughput,
			uploadThroughput: throughput
		});
	await line.send('Network.enable');
	await set(400, 50_000);
	return async () => {
		await set(0, -1);
		await line.detach();
	};
}

export interface SaveWatch {
	/** Answers of the portal to what was typed, as the browser got them. */
	readonly answers: { readonly status: number; readonly kinds: readonly string[] }[];
	/** How many conflicts the page has ever shown. */
	conflicts(): Promise<number>;
}

/** Notes every answer to a save, and every conflict that appears on the page, however shortly. */
export async function watchSaves(page: Page): Promise<SaveWatch> {
	const answers: SaveWatch['answers'] = [];
	page.on('response', (response) => {
		if (response.request().method() !== 'PATCH') return;
		const note = (kinds: readonly string[]): void => void answers.push({ status: response.status(), kinds });
		response.json().then(
			(body: { outcomes?: readonly { kind: string }[] }) =>
				note((body.outcomes ?? []).map(({ kind }) => kind)),
			// Left with its page: what it said is not known.
			() => note([])
		);
	});
	await page.evaluate(() => {
		const seen = new Set<Element>();
		const look = (): void => {
			for (const one of document.querySelectorAll('.conflict')) seen.add(one);
			document.documentElement.dataset['conflicts'] = String(seen.size);
		};
		new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
		look();
	});
	return {
		answers,
		conflicts: () => page.evaluate(() => Number(document.documentElement.dataset['conflicts']))
	};
}
