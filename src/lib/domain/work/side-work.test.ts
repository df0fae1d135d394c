import { describe, expect, it } from 'vitest';
import {
	grantWork,
	invitationWork,
	organisationWork,
	portalWork,
	recoveryWork,
	tieWork
} from './side-work.ts';

const at = (text: string): Date => new Date(`${text}T00:00:00+07:00`);

describe('the work beside the stages', () => {
	const organisation = {
		id: 'o',
		standing: 'claimed' as const,
		createdAt: at('2026-11-01'),
		hasPaper: false,
		ruledAt: null,
		changeAskedAt: null
	};
	const kinds = (work: readonly { readonly kind: string }[]) => work.map(({ kind }) => kind);

	it('is the representative’s until there is a paper, then the office’s', () => {
		expect(kinds(organisationWork(organisation))).toEqual(['rule_claim', 'prove_claim']);
		expect(kinds(organisationWork({ ...organisation, hasPaper: true }))).toEqual([
			'rule_claim',
			'held_claim'
		]);
		expect(
			kinds(organisationWork({ ...organisation, standing: 'refused', ruledAt: at('2026-11-02') }))
		).toEqual(['read_refused_claim']);
		expect(
			kinds(organisationWork({ ...organisation, standing: 'proved', changeAskedAt: at('2026-11-03') }))
		).toEqual(['rule_change', 'held_change']);
	});

	it('of a tie is never whose tie it is', () => {
		const tie = { id: 't', organisationId: 'o', personId: 'tied', waiting: true, foundAt: at('2026-11-01') };
		expect(tieWork({ ...tie, rulers: ['chair'] })).toMatchObject([
			{ audience: { to: 'person', personId: 'chair' } }
		]);
		expect(tieWork({ ...tie, rulers: ['tied'] })).toEqual([]);
		expect(tieWork({ ...tie, rulers: [] })).toMatchObject([
			{ audience: { to: 'desk', desk: 'tie.rule', barred: ['tied'] } }
		]);
		expect(tieWork({ ...tie, rulers: [], waiting: false })).toEqual([]);
	});

	it('of lost factors is the second administrator’s: neither the asker’s nor the owner’s', () => {
		const recovery = {
			id: 'r',
			personId: 'owner',
			askedBy: 'asker',
			waiting: true,
			askedAt: at('2026-11-01')
		};
		expect(recoveryWork(recovery)).toMatchObject([
			{
				kind: 'confirm_recovery',
				target: 'owner',
				audience: { to: 'desk', desk: 'factor.recover', barred: ['asker', 'owner'] }
			}
		]);
		expect(recoveryWork({ ...recovery, waiting: false })).toEqual([]);
		expect(recoveryWork({ ...recovery, askedBy: null })).toEqual([]);
	});

	it('of a grant is neither the proposer’s nor the holder’s; of an invitation it ends with it', () => {
		const grant = {
			id: 'g',
			personId: 'holder',
			proposedBy: 'proposer',
			waiting: true,
			proposedAt: at('2026-11-01')
		};
		expect(grantWork(grant)[0]?.audience).toMatchObject({ barred: ['holder', 'proposer'] });
		expect(grantWork({ ...grant, waiting: false })).toEqual([]);
		const invitation = {
			id: 'i',
			organisationId: 'o',
			email: 'a@b.vn',
			waiting: true,
			invitedAt: at('2026-11-01'),
			expiresAt: at('2026-11-08')
		};
		expect(invitationWork(invitation)[0]).toMatchObject({
			until: at('2026-11-08'),
			audience: { address: 'a@b.vn' }
		});
		expect(invitationWork({ ...invitation, waiting: false })).toEqual([]);
		expect(
			portalWork({
				failedMail: { count: 3, since: at('2026-11-01') },
				faultyFiles: null,
				stuckPapers: { count: 1, since: at('2026-11-02') },
				unsealedAudit: null,
				lateBackup: { count: 1, since: at('2026-11-03') },
				unsoundPortal: { count: 1, since: at('2026-11-03') },
				dataRequests: { count: 2, since: at('2026-11-04'), due: at('2026-11-20') },
				dataBreaches: null
			})
		).toMatchObject([
			{ kind: 'failed_mail', count: 3 },
			{ kind: 'stuck_papers', count: 1 },
			{ kind: 'late_backup', audience: { to: 'desk', desk: 'operations.read' } },
			{ kind: 'unsound_portal', audience: { to: 'desk', desk: 'operations.read' } },
			{
				kind: 'answer_data_requests',
				audience: { to: 'desk', desk: 'privacy.answer' },
				count: 2,
				due: { at: at('2026-11-20'), provisional: false }
			}
		]);
	});
});
