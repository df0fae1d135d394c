import { sortSheets } from '#lib/domain/councils/session.ts';
import type { Recusal } from '#lib/domain/councils/session.ts';
import type { Repositories } from '../../ports.ts';
import type { SheetHeader } from '../../sheets/ports.ts';
import type { RulingRow } from '../../sessions/ports.ts';
import type { SessionApplication } from './session-view.ts';
import { lotSheets } from './session-case.ts';

type Details = Pick<SessionApplication, 'tally' | 'opinions' | 'invalid'>;

/** The steps, the written opinions and the invalid ballots of some applications; nothing of the others is read. */
export async function detailsOf(
	read: Repositories,
	about: {
		readonly sessionId: string;
		readonly councilId: string;
		readonly presentIds: readonly string[];
		readonly recusals: readonly Recusal[];
		readonly rulings: readonly RulingRow[];
		/** Of these applications at least. */
		readonly sheets: readonly SheetHeader[];
		/** Names of members by id, for who may know whose ballot is invalid. */
		readonly names: ReadonlyMap<string, string> | undefined;
	},
	applicationIds: readonly string[]
): Promise<ReadonlyMap<string, Details>> {
	if (applicationIds.length === 0) return new Map();
	const tallies = new Map(
		(await read.sessions.talliesOf(about.sessionId, applicationIds)).map((row) => [row.applicationId, row])
	);
	const sheets = lotSheets(about.sheets, about.rulings);
	const sorted = applicationIds.map((id) => ({ id, ...sortSheets(id, { ...about, sheets }) }));
	const heard = sorted.some(({ opinions }) => opinions.length > 0)
		? await read.sheets.ofApplications(about.councilId, applicationIds)
		: [];
	return new Map(
		sorted.map(({ id, opinions, invalid }) => {
			const tally = tallies.get(id);
			return [
				id,
				{
					...(tally === undefined ? {} : { tally }),
					opinions: opinions.map(({ sheetId }) => {
						const sheet = heard.find((one) => one.id === sheetId);
						const said = [sheet?.comment ?? '', ...Object.values(sheet?.content.comments ?? {})];
						return { total: sheet?.total ?? null, comments: said.filter((words) => words !== '') };
					}),
					invalid: invalid.map(({ memberId, invalidReason = '' }) => ({
						name: about.names?.get(memberId) ?? null,
						reason: invalidReason
					}))
				}
			];
		})
	);
}
