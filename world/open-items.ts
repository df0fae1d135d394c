import { acceptInvitation } from '#lib/server/app/organisations/answer-invitation.ts';
import { inviteMember } from '#lib/server/app/organisations/invite-member.ts';
import { askDataRequest } from '#lib/server/app/privacy/ask-data-request.ts';
import { proposeGrant } from '#lib/server/app/identity/propose-grant.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';

async function emailOf(world: Demonstration, key: string): Promise<string> {
	const { accountId } = found(world.known.accounts.get(key), `account ${key}`);
	return found(await world.app.db.read.identity.findAccount(accountId), `account of ${key}`).email;
}

/** An organisation asks somebody to act for it. */
async function invite(world: Demonstration, organisation: string, key: string): Promise<string> {
	const { id: organisationId } = found(world.known.organisations.get(organisation), organisation);
	const ctx = await world.as(`${organisation}.rep`);
	const email = await emailOf(world, key);
	return done(await inviteMember(ctx, { organisationId, email, role: 'editor' })).invitationId;
}

/**
 * What waits for somebody's word about somebody: an invitation without an answer, a tie of the office that the director
 * has to rule on, a role that waits for the second administrator, a request about own data.
 */
export function openItems(world: Demonstration): Happening[] {
	return [
		{
			daysBefore: 1,
			hour: 15,
			what: 'lời mời, quan hệ phát sinh, đề nghị trao vai trò, yêu cầu về dữ liệu',
			async run() {
				await invite(world, 'dn1', 'dn4.editor');
				done(await acceptInvitation(await world.as('science'), await invite(world, 'dn4', 'science')));
				const { personId } = found(world.known.accounts.get('chi'), 'account chi');
				const wanted = { personId, role: 'finance_officer', programme: '', from: '', to: '' };
				done(await proposeGrant(await world.as('administrator'), wanted));
				const words = 'Số điện thoại của tôi đã đổi; xin sửa trong hồ sơ đơn vị.';
				done(await askDataRequest(await world.as('dn4.editor'), { kind: 'correction', words }));
			}
		}
	];
}
