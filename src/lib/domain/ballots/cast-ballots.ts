/** From the sheets of a session to its ballots, whatever their kind. */
import type { SessionSheet, SortedSheets } from '#lib/domain/councils/session.ts';
import type { BallotKind, CastBallot } from './ballot-kind.ts';

export interface BallotSheet<Marks> extends SessionSheet {
	/** Random, so that the order of ballots says nothing about who cast them. */
	readonly sheetId: string;
	readonly content: Marks;
}

/**
 * The ballots of members present, numbered in the order of their sheets' ids; those declared invalid keep the reason
 * given and are blank where nothing is marked. A submitted sheet that cannot be frozen is a bug and throws.
 */
export function castBallots<Form, Marks, Ballot>(
	kind: Pick<BallotKind<Form, Marks, Ballot, never, string, unknown>, 'freeze' | 'isBlank'>,
	form: Form,
	{ ballots, invalid }: Pick<SortedSheets<BallotSheet<Marks>>, 'ballots' | 'invalid'>
): CastBallot<Ballot>[] {
	return [...ballots, ...invalid]
		.sort((a, b) => (a.sheetId < b.sheetId ? -1 : 1))
		.map((sheet, at): CastBallot<Ballot> => {
			const ballotId = String(at + 1);
			if (sheet.invalidReason !== undefined) {
				const ground = kind.isBlank(sheet.content) ? 'blank' : 'not_per_form';
				return { ballotId, invalid: { ground, reason: sheet.invalidReason } };
			}
			const frozen = kind.freeze(form, sheet.content);
			if (!frozen.ok) throw new Error(`sheet ${sheet.sheetId} was submitted with problems`);
			return { ballotId, ballot: frozen.value };
		});
}
