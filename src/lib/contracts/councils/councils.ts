import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { line, paragraph } from '../parse-input.ts';
import { postedVersion } from '../posted-number.ts';

const id = z.uuid(refused('not_found'));

export const createCouncilShape = z.object({
	/** Of a call with two councils: which. */
	stage: line(40).optional(),
	name: line(300).default(''),
	decisionNo: line(60).default('')
});

export const appointMemberShape = z.object({
	councilId: id,
	personId: id,
	role: line(40),
	reason: paragraph(2000).default('')
});

export const endMembershipShape = z.object({ memberId: id, reason: paragraph(2000).default('') });

export const replaceMemberShape = z.object({
	memberId: z.uuid(refused('council_seat_missing')),
	personId: id,
	reason: paragraph(2000).default('')
});

export const dissolveCouncilShape = z.object({
	councilId: id,
	version: postedVersion,
	dissolveReason: paragraph(2000).default('')
});

export const seatCouncilShape = z.object({ councilId: id, version: postedVersion });

export const planSessionShape = z.object({
	councilId: id,
	lotId: id,
	version: postedVersion,
	date: line(40),
	time: line(10),
	place: line(200)
});

export const declarationsShape = z.object({
	declarations: z
		.array(
			z.object({
				applicationId: id,
				kind: z.enum(['none', 'declared'], refused('conflict_ground_unknown')),
				ground: line(40),
				note: paragraph(2000)
			})
		)
		.min(1, refused('declaration_empty'))
		.max(1000)
});

export const ruleConflictShape = z.object({
	declarationId: id,
	ruling: z.enum(['allowed', 'barred'], refused('ruling_unknown')),
	note: paragraph(2000)
});

/**
 * Fields of a form as declarations: `<applicationId>.ground` is '' (not answered, left out), `none` or a ground;
 * `<applicationId>.note` its words.
 */
export function declarationsOfForm(
	fields: Readonly<Record<string, string>>
): { applicationId: string; kind: string; ground: string; note: string }[] {
	return Object.entries(fields).flatMap(([name, value]) => {
		const [applicationId, part] = name.split('.');
		if (part !== 'ground' || applicationId === undefined || value === '') return [];
		const none = value === 'none';
		return [
			{
				applicationId,
				kind: none ? 'none' : 'declared',
				ground: none ? '' : value,
				note: fields[`${applicationId}.note`] ?? ''
			}
		];
	});
}
