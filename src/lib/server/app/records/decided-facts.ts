import { readRevision } from '../cases/intake/read-revision.ts';
import type { Tx } from '../ports.ts';
import type { DecidedFacts, DecidedTerms } from './decision-paper.ts';
import type { ResultFacts } from './result-facts.ts';

/** Leader and time of each funded case, from the revision that stands; and the source of the money. */
export async function decidedFacts(tx: Tx, { call, cases, definition }: ResultFacts): Promise<DecidedFacts> {
	const fund = call.fundSourceId === null ? undefined : await tx.funds.find(call.fundSourceId);
	const terms = new Map<string, DecidedTerms>();
	const { decided } = definition;
	for (const { application, approved } of cases) {
		if (decided === undefined || approved === undefined || application.revisionId === null) continue;
		const { answers } = await readRevision(tx, application.revisionId);
		const said = (address: string): string => {
			const [section = '', field = ''] = address.split('.');
			const value = answers[section]?.[field];
			return typeof value === 'string' ? value : '';
		};
		terms.set(application.id, { leader: said(decided.leader), months: said(decided.months) });
	}
	return { terms, ...(fund === undefined ? {} : { fund: { name: fund.name.vi } }) };
}
