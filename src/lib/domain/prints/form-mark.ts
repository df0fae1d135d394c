import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { codeOfHash } from '#lib/domain/shared/short-code.ts';
import type { PrintedCells } from './printed-cells.ts';

/** Of which form of which dossier, and whether it was printed before the form was complete. */
export interface PrintedAs {
	readonly applicationId: string;
	readonly form: string;
	readonly draft: boolean;
}

export interface FormMark {
	readonly code: string;
	readonly hash: string;
	/** A hash for each place that is printed, so that a later copy tells which of them changed. */
	readonly cells: Readonly<Record<string, string>>;
}

/**
 * The mark of a printed form: from what it says alone, so that the same answers give the same mark at any time. Each
 * hash says what it is of, so that none can stand for another.
 */
export function formMark(cells: PrintedCells, as: PrintedAs, sha256: (text: string) => string): FormMark {
	const hash = sha256(`chuan.print/1\n${canonicalJson({ ...as, cells })}`);
	return {
		code: codeOfHash(hash),
		hash,
		cells: Object.fromEntries(
			Object.entries(cells).map(([path, value]) => [
				path,
				sha256(`chuan.print.cell/1\n${canonicalJson([as.applicationId, path, value])}`)
			])
		)
	};
}

/**
 * The places that one copy says otherwise than another. Of a row that only one of them has, the table is named and not
 * each of its cells.
 */
export function changedCells(
	then: Readonly<Record<string, string>>,
	now: Readonly<Record<string, string>>
): string[] {
	const paths = [...new Set([...Object.keys(now), ...Object.keys(then)])];
	return paths.filter((path) => {
		const parent = path.slice(0, Math.max(0, path.indexOf('/')));
		const rowOfOne = then[path] === undefined || now[path] === undefined;
		return then[path] !== now[path] && !(parent !== '' && rowOfOne && then[parent] !== now[parent]);
	});
}
