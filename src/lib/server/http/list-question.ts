/** What the address of a list asks for: `tim` the words, `trang` the page from 1. */
export function listQuestion(url: URL): { readonly search: string; readonly page: number } {
	const page = url.searchParams.get('trang') ?? '1';
	return {
		search: (url.searchParams.get('tim') ?? '').slice(0, 200),
		page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1
	};
}
