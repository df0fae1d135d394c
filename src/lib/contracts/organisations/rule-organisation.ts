import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import type { Proof } from '#lib/domain/organisations/standing.ts';
import { REGISTERS } from '#lib/domain/organisations/standing.ts';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { line, paragraph, parseForm } from '../parse-input.ts';

const fromPaper = z.object({ paperId: line(40) });
const fromRegister = z.object({
	registerKind: z.enum(REGISTERS, refused('register_unknown')),
	registerNo: line(60),
	registerDate: line(20)
});

/** What a proof rests on, from the form that it was given with. Refuses `form_incomplete` with each cause at its field. */
export function parseProof(fields: Readonly<Record<string, string>>): Result<Proof> {
	if (fields['basis'] === 'document')
		return parseForm(fromPaper, fields, ({ paperId }) => ok({ basis: 'document', paperId }));
	return parseForm(fromRegister, fields, ({ registerKind, registerNo, registerDate }): Result<Proof> => {
		const on = parseCalendarDate(registerDate, 'registerDate');
		return on.ok ? ok({ basis: 'register', kind: registerKind, number: registerNo, on: on.value }) : on;
	});
}

export const reasonShape = z.object({ reason: paragraph(2000) });

export const changeShape = z.object({ changeId: line(40), reason: paragraph(2000) });

export const mergeShape = z.object({
	intoId: line(40),
	members: z.enum(['move', 'end'], refused('merge_members_missing')),
	reason: paragraph(2000)
});

export const handShape = z.object({ handTo: line(254), reason: paragraph(2000) });

export const endShape = z.object({
	grantId: line(40),
	handTo: line(254).default(''),
	reason: paragraph(2000)
});
