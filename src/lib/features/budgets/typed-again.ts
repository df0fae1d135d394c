import { linesOfForm } from '#lib/contracts/budgets/typed-line.ts';
import type { TypedLine } from '#lib/contracts/budgets/typed-line.ts';

/** The kept lines with what was typed over them in a form that was refused: nothing typed is lost. */
export function typedAgain(
	lines: readonly TypedLine[],
	typed: Readonly<Record<string, string>> | undefined
): readonly TypedLine[] {
	if (typed === undefined) return lines;
	const again = new Map(linesOfForm(typed).map((line) => [line['key'] ?? '', line]));
	return lines.map((line) => {
		const words = again.get(line.key);
		if (words === undefined) return line;
		const { key: _key, position: _position, category: _category, ...rest } = words;
		return { ...line, ...rest };
	});
}
