import { describe, expect, it } from 'vitest';
import type { MailLanguage, MailSender, MailWords } from '#lib/server/mail/letter.ts';
import { approvalWaitingMail } from '#lib/server/mail/templates/approval-waiting.ts';
import { budgetRejectedMail } from '#lib/server/mail/templates/budget-rejected.ts';
import { councilInvitationMail } from '#lib/server/mail/templates/council-invitation.ts';
import { infectedFileMail } from '#lib/server/mail/templates/infected-file.ts';
import { invalidApplicationMail } from '#lib/server/mail/templates/invalid-application.ts';
import { proposalDecidedMail } from '#lib/server/mail/templates/proposal-decided.ts';
import { resetPasswordMail } from '#lib/server/mail/templates/reset-password.ts';
import { resultLetterMail } from '#lib/server/mail/templates/result-letter.ts';
import { submissionReceiptMail } from '#lib/server/mail/templates/submission-receipt.ts';
import { verifyEmailMail } from '#lib/server/mail/templates/verify-email.ts';

const sender: MailSender = {
	organisation: 'Sở Khoa học và Công nghệ tỉnh Gia Lai',
	origin: 'https://chuan.gialai.example'
};
const url = 'https://chuan.gialai.example/x?a=1&b=2';

/** Every template with one text in place of everything that a person or an office types. */
const templates: Record<string, (typed: string, language: MailLanguage) => MailWords> = {
	'reset-password': (name, language) => resetPasswordMail({ name, url, validMinutes: 30 }, language, sender),
	'submission-receipt': (typed, language) =>
		submissionReceiptMail(
			{
				name: typed,
				code: 'MAP-2026-0001',
				call: typed,
				organisation: typed,
				receivedAt: '16:59:58 ngày 06/4/2026',
				contentHash: 'ab'.repeat(32),
				url,
				deadline: '17:00 ngày 06/4/2026'
			},
			language,
			sender
		),
	'infected-file': (typed, language) => infectedFileMail({ name: typed, file: typed, url }, language, sender),
	'invalid-application': (typed, language) =>
		invalidApplicationMail(
			{ name: typed, code: 'MAP-2026-0002', call: typed, reasons: [typed, 'Thiếu số sản xuất'], url },
			language,
			sender
		),
	'result-letter': (typed, language) =>
		resultLetterMail(
			{ name: typed, code: 'MAP-2026-0001', call: typed, letterNumber: '318/SKHCN-CCTĐC', url },
			language,
			sender
		),
	'proposal-decided': (typed, language) =>
		proposalDecidedMail(
			{
				name: typed,
				code: 'PROPOSAL-2026-0001',
				title: typed,
				decision: { accepted: false, reason: typed },
				url
			},
			language,
			sender
		),
	'council-invitation': (typed, language) =>
		councilInvitationMail(
			{ name: typed, council: typed, role: typed, session: typed, url },
			language,
			sender
		),
	'budget-rejected': (typed, language) =>
		budgetRejectedMail(
			{ name: typed, code: 'GL-DL-03', title: typed, requested: '1.284.632.000 đồng', reason: typed, url },
			language,
			sender
		),
	'approval-waiting': (typed, language) =>
		approvalWaitingMail(
			{ name: typed, code: 'GL-DL-03', title: typed, amount: '1.202.947.000 đồng', step: 'phê duyệt', url },
			language,
			sender
		)
};

const cases = Object.keys(templates).flatMap((name) =>
	(['vi', 'en'] as const).map((language) => [name, language] as const)
);

describe.each(cases)('%s in %s', (name, language) => {
	const write = (typed: string): MailWords => {
		const template = templates[name];
		if (template === undefined) throw new Error(name);
		return template(typed, language);
	};

	it('says the same in both forms, with its link', () => {
		const mail = write('Rơ Châm H’Lan');
		expect(mail.subject).not.toBe('');
		expect(mail.text).toContain('Rơ Châm H’Lan');
		expect(mail.html).toContain('Rơ Châm H’Lan');
		expect(mail.text).toContain(url);
		expect(mail.html).toContain('href="https://chuan.gialai.example/x?a=1&amp;b=2"');
		expect(mail.html).toContain(`<html lang="${language}">`);
		expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/undefined|\[object|\{\w+\}/);
	});

	it('shows hostile text as text', () => {
		const mail = write('<script>alert(1)</script>"\'&\u0000\r\nBcc: x');
		expect(mail.html).not.toMatch(/<script|<img|javascript:/i);
		expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
		expect(mail.subject).not.toMatch(/\p{Cc}/u);
		expect(mail.text + mail.html).not.toMatch(/(?!\n)\p{Cc}/u);
	});

	it('composes decomposed Vietnamese', () => {
		expect(write('Hội đồng'.normalize('NFD')).html).toContain('Hội đồng');
	});
});

it('refuses to write a link that is no address of the web', () => {
	expect(() => verifyEmailMail({ url: 'javascript:alert(1)', validHours: 1 }, 'vi', sender)).toThrow(
		/must be an address of the web/
	);
});

it('greets nobody by name where a stranger may have typed the name', () => {
	const vi = verifyEmailMail({ url, validHours: 48 }, 'vi', sender);
	expect(vi.text).toMatch(/^Kính gửi Quý ông\/bà,/);
	expect(vi.html).toContain('href="https://chuan.gialai.example/x?a=1&amp;b=2"');
	expect(verifyEmailMail({ url, validHours: 48 }, 'en', sender).text).toMatch(/^Dear Sir or Madam,/);
});
