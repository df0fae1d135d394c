import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { OPENING_WORK } from './work.ts';

/** After the deadline the dossiers are opened together and each is checked for validity (TT 20/2023, Art. 7). */
export const OPENING = {
	key: 'opening',
	after: () => ['intake'],
	leadsTo: ({ decides }: FlowFacts) => (decides === 'by_council' ? ['session'] : ['selection']),
	followed: () => true,
	steps: () => ({
		call: { published: { open_dossiers: 'opened' } },
		application: {
			submitted: { find_valid: 'valid', find_invalid: 'invalid' },
			valid: { find_invalid: 'invalid' },
			invalid: { find_valid: 'valid' }
		}
	}),
	holds: { submitted: 0, valid: 2, invalid: 0, accepted: 1, declined: 1 },
	callSteps: ({ decides }: FlowFacts) => [
		{ key: 'opening', from: 'published', to: 'opened', afterWindow: true },
		{ key: 'check', from: 'opened', to: decides === 'by_council' ? 'concluded' : 'selecting' }
	],
	papers: ['opening_minutes'],
	work: ['open_dossiers', 'check_validity', 'read_invalid_notice'],
	works: OPENING_WORK
} as const satisfies StageKind;
