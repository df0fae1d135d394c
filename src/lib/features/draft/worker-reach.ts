const PART = /^\/_app\/immutable\//;
/** What pages are made of whose name does not change with their content. */
export const BUILD_PARTS: readonly string[] = ['/print.css'];
/** Files, exports and what scripts ask: they go past the worker, as if it were not there. */
const NO_PAGE =
	/^(\/en)?\/((api|health)(\/|$)|nhat-ky-cong-khai\/(?!__data))|\/(pdf|docx|csv|bang-chung|ban-sao)$|\.(xml|ics|txt)$/;
/** The portal sends who has signed out here. */
const SIGNED_OUT = /^(\/en)?\/dang-nhap\?xong=dang-xuat$/;

/** What the browser's own worker does with a request of this origin; `undefined`: nothing. */
export function reachOf(
	request: Pick<Request, 'method' | 'mode'>,
	pathname: string
): 'part' | 'build_part' | 'page' | 'data' | undefined {
	if (request.method !== 'GET') return undefined;
	if (PART.test(pathname)) return 'part';
	if (BUILD_PARTS.includes(pathname)) return 'build_part';
	if (NO_PAGE.test(pathname)) return undefined;
	if (request.mode === 'navigate') return 'page';
	return pathname.endsWith('/__data.json') ? 'data' : undefined;
}

/** Whether the portal opens this address after somebody has signed out. */
export function saysSignedOut(address: string): boolean {
	return SIGNED_OUT.test(address);
}
