import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { paragraph } from '../parse-input.ts';
import { postedNumber, postedVersion } from '../posted-number.ts';
import { typedLineShape } from './typed-line-shape.ts';

const typedDecisionShape = typedLineShape.extend({
	position: postedNumber({ max: 1_000_000, wrong: 'input_wrong_type' }).default(0),
	category: postedNumber({ min: 1, max: 10, wrong: 'input_wrong_type' }).default(10),
	removed: z.string().max(3).default(''),
	added: z.string().max(3).default(''),
	reason: z.string().max(40).default(''),
	note: paragraph(2000).default('')
});

export const saveAppraisalShape = z.object({
	version: postedVersion,
	lines: z.array(typedDecisionShape).max(1000, refused('budget_lines_too_many')),
	justifications: z
		.object({
			domestic_expert_share: paragraph(2000).exactOptional(),
			foreign_expert_share: paragraph(2000).exactOptional()
		})
		.optional()
});

/** `seenHash`: the hash of the figures that the page showed. */
export const signAppraisalShape = z.object({
	seenHash: z.string().regex(/^[0-9a-f]{64}$/, refused('approval_stale_figures'))
});

export const giveBackShape = z.object({ note: paragraph(2000).default('') });

export const councilKhoanShape = z.object({
	version: postedVersion,
	proposes: z.enum(['yes', 'no'], refused('khoan_council_missing')).transform((said) => said === 'yes')
});

export const rejectionShape = z.object({
	version: postedVersion,
	rejection: paragraph(20_000).default('')
});
