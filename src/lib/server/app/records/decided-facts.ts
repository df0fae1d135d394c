import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import { readRevision } from '../cases/intake/read-revision.ts';
import type { Repositories, Tx } from '../ports.ts';
import type { DecidedFacts, DecidedTerms } from './decision-paper.ts';
import type { ResultFacts } from './result-facts.ts';

/** Leader and time of each funded case, from the revision that stands; and the source of the money. */
export async function decidedFacts(tx: Tx, { call, cases, definition }: ResultFacts): Promise<DecidedFacts> {
	const fund = call.fundSourceId === null ? undefined : await tx.funds.find(call.fundSourceId);
	const terms = new Map<string, DecidedTerms>();
	for (const { application, approved } of cases) {
		const said = approved === undefined ? undefined : await termsOf(tx, definition, application);
		if (said !== undefined) terms.set(application.id, said);
	}
	return { terms, ...(fund === undefined ? {} : { fund: { name: fund.name.vi } }) };
}

/** Leader and time of one case; undefined where the programme does not decide on them, or nothing was submitted. */
export async function termsOf(
	read: Repositories,
	{ decided }: Pick<ProgrammeDefinition, 'decided'>,
	{ revisionId }: Pick<ApplicationRow, 'revisionId'>
): Promise<DecidedTerms | undefined> {
	if (decided === undefined || revisionId === null) return undefined;
	const { answers } = await readRevision(read, revisionId);
	const said = (address: string): string => {
		const [section = '', field = ''] = address.split('.');
		const value = answers[section]?.[field];
		return typeof value === 'string' ? value : '';
	};
	return { leader: said(decided.leader), months: said(decided.months) };
}
