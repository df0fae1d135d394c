/** A council that reviews several cases has reviewers of each (TT 06/2023/TT-BKHCN, Art. 10). */
import type { CouncilMember } from './council-role.ts';

/**
 * The council as it stands for one case: members who review it are its reviewers, and who reviews another case is a
 * member like any other. Composition and quorum are asked of this council, case by case.
 */
export function councilForCase(
	members: readonly CouncilMember[],
	reviewerIds: readonly string[]
): CouncilMember[] {
	return members.map((member): CouncilMember => {
		if (member.role !== 'member' && member.role !== 'reviewer') return member;
		return { ...member, role: reviewerIds.includes(member.memberId) ? 'reviewer' : 'member' };
	});
}
