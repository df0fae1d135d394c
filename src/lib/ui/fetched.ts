/** Between two tries to fetch a part, ms. */
const AGAIN = 3000;

/** A part of the page that is fetched behind it; asked for again while there is no line: the page works without it. */
export async function fetched<T>(part: () => Promise<T>): Promise<T> {
	try {
		return await part();
	} catch {
		await new Promise((go) => setTimeout(go, AGAIN));
		return fetched(part);
	}
}
