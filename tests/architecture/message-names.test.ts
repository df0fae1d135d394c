import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import { commonMessages, namesModule } from '../../scripts/message-names.ts';
import type {
	ApplicantEvent,
	AuditedType,
	OfficeEvent,
	PlainRefusalCode,
	RefusalCode,
	VerbName
} from '../../src/lib/domain/generated/names.ts';
import type { because, refuse } from '../../src/lib/domain/shared/result.ts';
import type { transact } from '../../src/lib/server/app/use-case.ts';
import type { TimelineEvent } from '../../src/lib/server/app/timeline/ports.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'chuan-messages-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});

function write(language: string, area: string, messages: unknown): void {
	mkdirSync(path.join(folder, language), { recursive: true });
	writeFileSync(path.join(folder, language, `${area}.json`), JSON.stringify(messages));
}

describe('the names of messages', () => {
	const choice = [{ declarations: ['input role', 'input needed', 'local n = needed: plural'], match: {} }];
	write('vi', 'one', {
		$schema: 'x',
		refusal_full: 'Đầy',
		refusal_short: 'Thiếu {short}, còn {left} và {left}',
		refusal_absent: choice,
		refusal_only_here: 'Chỉ có ở đây',
		timeline_begun_applicant: 'Bắt đầu'
	});
	write('vi', 'two', { admin_audit_act_begin: 'Bắt đầu', admin_audit_on_lot: 'Nhiệm vụ' });
	write('en', 'one', {
		refusal_full: 'Full',
		refusal_short: '{left} of {short}',
		refusal_absent: choice,
		timeline_begun_applicant: 'Begun',
		timeline_begun_office: 'Begun'
	});
	write('en', 'two', { admin_audit_act_begin: 'Begin', admin_audit_on_lot: 'Lot' });
	const text = namesModule(commonMessages(folder));

	it('are those with words in both languages', () => {
		expect(text).toContain("export type RefusalCode =\n\t| 'absent'\n\t| 'full'\n\t| 'short';");
		expect(text).toContain("export type ApplicantEvent =\n\t| 'begun';");
		expect(text).toContain("export type VerbName =\n\t| 'begin';");
		expect(text).toContain("export type AuditedType =\n\t| 'lot';");
		expect(text).toContain('export type OfficeEvent = never;');
	});

	it('say what the words are given', () => {
		expect(text).toContain("readonly short: 'left' | 'short';");
		expect(text).toContain("readonly absent: 'needed' | 'role';");
		expect(text).not.toContain('readonly full');
	});
});

// These hold in `tsc`: what has no words is no name, and words with figures are given them.
describe('a name without words', () => {
	it('is none of the names', () => {
		expectTypeOf<'window_closed'>().toExtend<RefusalCode>();
		expectTypeOf<'without_words'>().not.toExtend<RefusalCode>();
		expectTypeOf<'without_words'>().not.toExtend<VerbName | AuditedType | ApplicantEvent | OfficeEvent>();
		expectTypeOf<Parameters<typeof transact>[1]>().toEqualTypeOf<VerbName>();
		expectTypeOf<Parameters<typeof transact>[2]['type']>().toEqualTypeOf<AuditedType>();
		expectTypeOf<Extract<TimelineEvent, { audience: 'both' }>['kind']>().toEqualTypeOf<
			ApplicantEvent & OfficeEvent
		>();
	});

	it('is refused with no figure less than its words have', () => {
		expectTypeOf<'tax_code_branch'>().not.toExtend<PlainRefusalCode>();
		expectTypeOf<['tax_code_branch', { field: string }]>().not.toExtend<
			Parameters<typeof refuse<'tax_code_branch'>>
		>();
		expectTypeOf<['tax_code_branch', { params: { parent: string } }]>().toExtend<
			Parameters<typeof refuse<'tax_code_branch'>>
		>();
		expectTypeOf<['tax_code_branch', { params: { other: string } }]>().not.toExtend<
			Parameters<typeof because<'tax_code_branch'>>
		>();
		expectTypeOf<['tax_code_branch']>().not.toExtend<Parameters<typeof refuse<'tax_code_branch'>>>();
	});
});
