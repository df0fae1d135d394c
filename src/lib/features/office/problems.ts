/** A problem as a refused form action hands it over. */
export interface Problem {
	readonly message: string;
	readonly field?: string;
}

/** The sentence at a field, if it has one. */
export function problemAt(problems: readonly Problem[] | undefined, field: string): string | undefined {
	return problems?.find((problem) => problem.field === field)?.message;
}
