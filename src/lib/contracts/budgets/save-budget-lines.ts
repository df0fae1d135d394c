import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { paragraph } from '../parse-input.ts';
import { postedVersion } from '../posted-number.ts';
import { readTypedLine } from './typed-line.ts';
import { typedLineShape } from './typed-line-shape.ts';
import type { TypedLine } from './typed-line.ts';

/** Whole lines, new or changed; keys of lines that go; reasons for justifiable ceilings by check code. */
export const saveBudgetLinesShape = z.object({
	baseVersion: postedVersion,
	lines: z.array(typedLineShape).max(500, refused('budget_lines_too_many')),
	removed: z.array(z.uuid()).max(500).default([]),
	justifications: z
		.object({
			domestic_expert_share: paragraph(2000).exactOptional(),
			foreign_expert_share: paragraph(2000).exactOptional()
		})
		.optional()
});

/** Reads every line; the causes of a refusal stand at their fields, all lines at once. */
export function readTypedLines(
	lines: readonly TypedLine[],
	template: BudgetTemplate
): Result<readonly BudgetLine[]> {
	const read = lines.map((line) => readTypedLine(line, template));
	const causes = read.flatMap((result) => (result.ok ? [] : (result.refusal.causes ?? [result.refusal])));
	if (causes.length > 0) return refuse('budget_line_unreadable', { causes });
	return ok(read.flatMap((result) => (result.ok ? [result.value] : [])));
}
