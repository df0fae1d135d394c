import type { ProblemTarget } from '#lib/domain/definitions/problem.ts';
import { fieldId } from '#lib/ui/field.ts';

/** Path of the control where it can be mended, as inputs are named: `field/row/column`. */
export function problemPath(target: ProblemTarget): string | undefined {
	if ('dossier' in target || target.field === undefined) return undefined;
	return [target.field, target.row, target.column].filter((part) => part !== undefined).join('/');
}

/** Anchor of that control on the page of its section. */
export function problemAnchor(target: ProblemTarget): string {
	const path = problemPath(target);
	return path === undefined ? '' : `#${fieldId(path)}`;
}
