import { digitsIn } from '#lib/contracts/posted-number.ts';

/** What the address of a list asks for: `tim` the words, `trang` the page from 1. */
export function listQuestion(url: URL): { readonly search: string; readonly page: number } {
	const page = url.searchParams.get('trang') ?? '1';
	return {
		search: (url.searchParams.get('tim') ?? '').slice(0, 200),
		page: digitsIn(page, { min: 1, max: 999_999 }) ?? 1
	};
}
