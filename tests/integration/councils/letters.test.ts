import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITATION_LIMITS } from '../../../src/lib/domain/access/invitation-limits.ts';
import { appointMember } from '../../../src/lib/server/app/councils/appoint-member.ts';
import { endMembership } from '../../../src/lib/server/app/councils/end-membership.ts';
import { replaceMember } from '../../../src/lib/server/app/councils/replace-member.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { openCouncilWorld, seatWhole } from './council-world.ts';
import type { CouncilWorld } from './council-world.ts';

let world: CouncilWorld;
let councilId: string;
beforeAll(async () => {
	world = await openCouncilWorld();
	councilId = await seatWhole(world);
}, 120_000);
afterAll(() => world.close());

describe('letters of a seated council', () => {
	it('reach one address only so often a day, whatever officer and wherever the seat', async () => {
		const officer = await contextOf(world, world.officer);
		const guest = await insertPerson(world, 'Bùi Thị Sáu');
		const { personId } = guest;
		const letters = async (): Promise<number> => {
			const { rows } = await world.database.owner.query('SELECT 1 FROM mail_message WHERE recipient = $1', [
				guest.email
			]);
			return rows.length;
		};
		const allowed = INVITATION_LIMITS.council.to;
		for (let count = 0; count < allowed; count += 1) {
			const appointed = await appointMember(officer, { councilId, personId, role: 'member' });
			if (!appointed.ok) throw new Error(appointed.refusal.code);
			const { memberId } = appointed.value;
			expect(said(await endMembership(officer, { memberId, reason: 'Đổi lịch.' }))).toBe('ok');
		}
		expect(await letters()).toBe(allowed);
		const again = { councilId, personId, role: 'member' };
		expect(said(await appointMember(officer, again))).toBe('invitations_spent');
		const [seat] = await world.app.db.read.councils.members(councilId);
		const replaced = { memberId: seat?.memberId ?? '', personId, reason: 'Bận.' };
		expect(said(await replaceMember(officer, replaced))).toBe('invitations_spent');
		expect(await letters()).toBe(allowed);
		// Who may not appoint is refused as before, and spends nothing of anybody's.
		const member = await contextOf(world, world.people.duy);
		expect(said(await appointMember(member, again))).toBe('not_found');
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 86401');
		expect(said(await appointMember(officer, again))).toBe('ok');
	});
});
