import type { DecidedResult } from '#lib/contracts/records/decided-result.ts';
import { paperContent } from '#lib/contracts/records/stored-content.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';

/** What a record keeps of a paper: its blocks; of a decision also its cases. Throws what `paperProblems` finds. */
export function keptPaper(paper: Paper, result: DecidedResult | null = null): JsonValue {
	return paperContent.parse({ format: 'chuan.paper/1', paper, result });
}
