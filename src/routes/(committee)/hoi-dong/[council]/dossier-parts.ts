/** A dossier with a budget or a survey shows what others do not: a visit fetches what it shows. */
export async function dossierParts({
	budget,
	survey
}: {
	readonly budget?: unknown;
	readonly survey?: unknown;
}) {
	return {
		Lines: budget ? (await import('#lib/features/budgets/FrozenLines.svelte')).default : null,
		Survey: survey ? (await import('#lib/features/office/SurveyMinutes.svelte')).default : null
	};
}
