import type { Paper } from '../../src/lib/domain/papers/paper.ts';
import { factsIn, listIn, openingOf, partsIn, signaturesIn, tableIn, under } from './paper-blocks.ts';

/** The minutes of a session by their sections. */
export function minutesSections(paper: Paper) {
	const attended = under(paper, 'I. Thành phần tham dự');
	return {
		opening: openingOf(paper),
		facts: factsIn(attended),
		members: tableIn(attended)?.rows ?? [],
		applications: partsIn(under(paper, 'II. Kết quả kiểm phiếu')).map(({ heading, blocks }) => ({
			heading: heading.replace(/^\d+\. /, ''),
			ballots: tableIn(blocks)?.rows ?? [],
			steps: listIn(blocks)
		})),
		ties: listIn(under(paper, 'III. Xếp hạng')),
		signatures: signaturesIn(paper)
	};
}
