/**
 * Which pages get a link: the first, the last, the current one and its neighbours, with gaps between.
 * A gap that hides a single page is that page.
 */
export function pagesToShow(page: number, pages: number): (number | 'gap')[] {
	const wanted = [1, page - 1, page, page + 1, pages]
		.filter((number) => number >= 1 && number <= pages)
		.filter((number, index, all) => all.indexOf(number) === index)
		.sort((a, b) => a - b);
	return wanted.flatMap((number, index) => {
		const before = wanted[index - 1];
		if (before === undefined || number - before === 1) return [number];
		return number - before === 2 ? [number - 1, number] : (['gap', number] as (number | 'gap')[]);
	});
}
