import type { RefusalCode } from '#lib/domain/generated/names.ts';
import type { OpenInterest } from '#lib/domain/access/conflict-of-interest.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { MemberRow } from '../../councils/ports.ts';

const CODES = { undeclared: 'declaration_missing', needs_ruling: 'ruling_pending' } as const;
type UnsettledCode = 'undertaking_missing' | (typeof CODES)[keyof typeof CODES];
/** Of one member by name, and of all of them in number. */
const COUNTED: Partial<Readonly<Record<RefusalCode, RefusalCode>>> = {
	undertaking_missing_of: 'undertakings_missing',
	declaration_missing_of: 'declaration_missing',
	ruling_pending_of: 'ruling_pending'
};

/**
 * Who among members present has something left to do before a session, each at their tick: `undertaking_missing_of`
 * {name}, `declaration_missing_of` and `ruling_pending_of` {name, count}.
 */
export function unsettledMembers(
	members: readonly Pick<MemberRow, 'memberId' | 'name' | 'title' | 'undertakingAt'>[],
	presentIds: readonly string[],
	interests: readonly OpenInterest[]
): Refusal[] {
	const of = (memberId: string, code: UnsettledCode, count = 1): Refusal[] => {
		const member = members.find((one) => one.memberId === memberId);
		if (member === undefined) return [];
		const name = [member.title, member.name].filter(Boolean).join(' ');
		return [{ code: `${code}_of`, params: { name, count: String(count) }, field: `present.${memberId}` }];
	};
	return [
		...members
			.filter(({ memberId, undertakingAt }) => presentIds.includes(memberId) && undertakingAt === null)
			.flatMap(({ memberId }) => of(memberId, 'undertaking_missing')),
		...interests.flatMap(({ memberId, open, count }) => of(memberId, CODES[open], count))
	];
}

/** The same for who does not run the session: how many, and nobody's name. */
export function unsettledCounts(refusals: readonly Refusal[]): Refusal[] {
	const counts = new Map<RefusalCode, number>();
	for (const { code, params } of refusals) {
		const counted = COUNTED[code];
		if (counted !== undefined) counts.set(counted, (counts.get(counted) ?? 0) + Number(params?.['count']));
	}
	return [...counts].map(([code, count]): Refusal => ({ code, params: { count: String(count) } }));
}

/** For the office, which reads who has declared, and of rulings only how many wait. */
export function undeclaredByName(
	members: Parameters<typeof unsettledMembers>[0],
	interests: readonly OpenInterest[]
): Refusal[] {
	const [undeclared, waiting] = (['undeclared', 'needs_ruling'] as const).map((open) =>
		unsettledMembers(
			members,
			[],
			interests.filter((one) => one.open === open)
		)
	);
	return [...(undeclared ?? []), ...unsettledCounts(waiting ?? [])];
}
