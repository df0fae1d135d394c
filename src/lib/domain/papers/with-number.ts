import type { Paper, PaperHead } from './paper.ts';

/** The paper with the number that it got: in its head, and where its annexes say what they go with. */
export function withNumber(paper: Paper, number: string): Paper {
	const { head } = paper;
	if (head === null || head.number === null) return paper;
	return {
		...paper,
		head: { ...head, number },
		annexes: paper.annexes.map((annex) => ({
			...annex,
			title: { ...annex.title, reference: goesWith(paper.title.name, number, head) }
		}))
	};
}

function goesWith(name: string, number: string, { day }: PaperHead): string {
	return `(Kèm theo ${name} số ${number === '' ? '          /' : number} ${day})`;
}
