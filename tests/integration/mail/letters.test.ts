import { describe, expect, it } from 'vitest';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { Letter, Locale, Words } from '#lib/server/app/mail/letter.ts';
import {
	accountMade,
	alreadyRegistered,
	newDevice,
	resetPassword,
	verifyEmail
} from '#lib/server/app/mail/letters/accounts.ts';
import { budgetApproved, budgetRejected, signatureWaits } from '#lib/server/app/mail/letters/budgets.ts';
import {
	councilDissolved,
	councilInvitation,
	interestRuled,
	rulingWaits,
	sessionPlanned
} from '#lib/server/app/mail/letters/councils.ts';
import {
	applicationWithdrawn,
	infectedFile,
	invalidApplication,
	proposalDecided,
	resultLetter,
	submissionReceipt
} from '#lib/server/app/mail/letters/dossiers.ts';
import { organisationRuled } from '#lib/server/app/mail/letters/organisations.ts';
import { grantChanged, grantDeclined } from '#lib/server/app/mail/letters/roles.ts';
import {
	membershipAnswered,
	membershipAsked,
	tieFound,
	tieRuled,
	tieRulerMissing
} from '#lib/server/app/mail/letters/ties.ts';
import { termsMoved, workDue } from '#lib/server/app/mail/letters/work.ts';
import { callChanged } from '#lib/server/app/mail/letters/calls.ts';
import { FIRST_LETTERHEAD, officeName } from '#lib/domain/office/letterhead.ts';
import { frameOf } from '#lib/server/mail/frame.ts';

const ORIGIN = 'https://chuan.gialai.example';
const frame = frameOf({ origin: ORIGIN });
const path = '/x?a=1&b=2';
const at = new Date('2026-04-06T09:59:58Z');
const code = 'MAP-2026-0001';

/** A piece of work that is due, of something with this name. */
function due(typed: string, kind: 'finish_draft' | 'submit_sheets') {
	return {
		kind,
		target: 'x',
		part: '',
		code,
		titleVi: typed,
		titleEn: '',
		count: 2,
		due: at,
		provisional: true,
		since: at
	};
}

/** Every letter, with one text in place of everything that a person or an office types. */
const LETTERS: Readonly<Record<string, (typed: string) => Words>> = {
	verifyEmail: () => verifyEmail({ path, validHours: 48 }),
	resetPassword: () => resetPassword({ path, validMinutes: 30 }),
	alreadyRegistered: () => alreadyRegistered({ signIn: path, reset: '/quen-mat-khau' }),
	'accountMade by the office': (by) => accountMade({ by, organisation: undefined, path, validDays: 14 }),
	'accountMade by an organisation': (by) => accountMade({ by, organisation: by, path, validDays: 14 }),
	newDevice: (typed) => newDevice({ browser: typed, system: typed, network: typed, at, path }),
	'grantChanged for the holder': (holder) =>
		grantChanged(
			{ holder, role: 'director', scope: { type: 'all' }, ended: false, validFrom: at, by: [] },
			true
		),
	grantDeclined: (typed) =>
		grantDeclined({ holder: typed, role: 'director', by: typed, reason: typed, path }),
	membershipAsked: (typed) =>
		membershipAsked({ known: true, by: typed, organisation: typed, role: 'editor', path, validDays: 14 }),
	'membershipAsked of an address': (typed) =>
		membershipAsked({ known: false, by: typed, organisation: typed, role: 'editor', path, validDays: 14 }),
	membershipAnswered: (typed) =>
		membershipAnswered({ email: 'siu@example.test', organisation: typed, accepted: true, path }),
	'workDue of one': (typed) => workDue({ work: [due(typed, 'finish_draft')], path }),
	'workDue of several': (typed) =>
		workDue({ work: [due(typed, 'finish_draft'), due(typed, 'submit_sheets')], path }),
	termsMoved: (typed) => termsMoved([{ ...due(typed, 'finish_draft'), before: at }]),
	tieFound: (council) => tieFound({ council, path }),
	tieRulerMissing: (person) => tieRulerMissing({ person, path }),
	tieRuled: (typed) => tieRuled({ organisation: typed, excluded: true, reason: typed, path }),
	...Object.fromEntries(
		(['proved', 'refused', 'corrected', 'changed', 'change_refused', 'merged', 'ended'] as const).map(
			(ruling) => [
				`organisationRuled: ${ruling}`,
				(typed: string) =>
					organisationRuled({
						organisation: typed,
						taxCode: '5900000001',
						ruling,
						reason: typed,
						facts: [
							['name', typed, typed],
							['kind', 'enterprise', 'institute']
						],
						path
					})
			]
		)
	),
	submissionReceipt: (typed) =>
		submissionReceipt({
			code,
			call: { vi: typed },
			organisation: typed,
			at,
			hash: 'ab'.repeat(32),
			closesAt: at,
			path
		}),
	...Object.fromEntries(
		(['extension', 'correction', 'cancellation'] as const).map((kind) => [
			`callChanged: ${kind}`,
			(typed: string) =>
				callChanged({
					kind,
					code: 'MAP-2026-02',
					call: { vi: typed },
					decision: { reason: typed, number: typed, on: calendarDate('2026-11-20') },
					before: kind === 'extension' ? { closesAt: at.toISOString() } : { titleVi: typed, envelope: '' },
					after: kind === 'extension' ? { closesAt: at.toISOString() } : { titleVi: typed, envelope: '5000' },
					path
				})
		])
	),
	applicationWithdrawn: (typed) => applicationWithdrawn({ code, title: typed, person: typed, at, path }),
	infectedFile: (file) => infectedFile({ file, path }),
	invalidApplication: (typed) =>
		invalidApplication({ code, call: { vi: typed }, reasons: [typed, 'Thiếu số sản xuất'], path }),
	resultLetter: (typed) => resultLetter({ code, call: { vi: typed }, number: '318/SKHCN-CCTĐC', path }),
	'proposalDecided: accepted': (title) =>
		proposalDecided({
			code,
			title,
			decision: { accepted: true, task: 'GL-KC-01', list: { vi: title } },
			path
		}),
	'proposalDecided: declined': (title) =>
		proposalDecided({ code, title, decision: { accepted: false, reason: title }, path }),
	councilInvitation: (council) => councilInvitation({ council, role: 'reviewer', path }),
	sessionPlanned: (typed) =>
		sessionPlanned({ council: typed, code, title: { vi: typed }, at, place: typed, path }),
	rulingWaits: (typed) => rulingWaits({ council: typed, member: typed, count: 2, path }),
	'interestRuled: may take part': (typed) =>
		interestRuled({ council: typed, code, by: 'chair', ruling: 'allowed', reason: typed, path }),
	'interestRuled: takes no part': (typed) =>
		interestRuled({ council: typed, code, by: 'vice_chair', ruling: 'barred', reason: typed, path }),
	councilDissolved: (typed) => councilDissolved({ council: typed, reason: typed }),
	signatureWaits: (title) =>
		signatureWaits({ code, title, amount: 1_202_947_000n, step: () => 'phê duyệt', path }),
	budgetApproved: (title) =>
		budgetApproved({ code, title, requested: 892_211_000n, approved: 570_105_000n, own: 1n, path }),
	budgetRejected: (title) => budgetRejected({ code, title, requested: 1_284_632_000n, reason: title, path })
};

function write(words: Words, locale: Locale, name: string): Letter {
	const url = (to: string): string => `${ORIGIN}${to}`;
	const { action, greets = name, ...parts } = words(locale, url);
	return frame({
		...parts,
		locale,
		name: greets,
		office: officeName(FIRST_LETTERHEAD, locale),
		...(action === undefined ? {} : { action: { label: action.label, url: url(action.path) } })
	});
}

const cases = Object.entries(LETTERS).flatMap(([name, letter]) =>
	(['vi', 'en'] as const).map((locale) => [name, locale, letter] as const)
);

/** Whose reader's name a stranger may have typed. */
const NOBODY_BY_NAME = new Set([
	'verifyEmail',
	'accountMade by an organisation',
	'membershipAsked of an address'
]);

describe.each(cases)('%s in %s', (name, locale, letter) => {
	it('says the same in both forms, with its link', () => {
		const mail = write(letter('Rơ Châm H’Lan'), locale, 'Siu Thảo');
		expect(mail.subject).not.toBe('');
		for (const form of [mail.text, mail.html]) {
			if (NOBODY_BY_NAME.has(name)) expect(form).not.toContain('Siu Thảo');
			else expect(form).toContain('Siu Thảo');
			expect(form).toContain(locale === 'vi' ? 'Kính gửi' : 'Dear');
			expect(form).toContain(locale === 'vi' ? 'Xin đừng trả lời' : 'do not reply');
			expect(form).toContain(
				locale === 'vi' ? 'Sở Khoa học và Công nghệ tỉnh' : 'Department of Science and Technology'
			);
		}
		if (name === 'grantChanged for the holder') expect(mail.text).toContain(`${ORIGIN}/tai-khoan`);
		else if (name === 'termsMoved') expect(mail.text).toContain(`${ORIGIN}/viec-can-lam`);
		else if (name !== 'councilDissolved') {
			expect(mail.text).toContain(`${ORIGIN}${path}`);
			expect(mail.html).toContain(`href="${ORIGIN}/x?a=1&amp;b=2"`);
		}
		expect(mail.html).toContain(`<html lang="${locale}">`);
		expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/undefined|\[object|\{\w+\}|mail_/);
	});

	it('shows hostile text as text', () => {
		const hostile = '<script>alert(1)</script>"\'&\u0000\r\nBcc: x';
		const mail = write(letter(hostile), locale, hostile);
		expect(mail.html).not.toMatch(/<script|<img|javascript:/i);
		expect(mail.subject).not.toMatch(/\p{Cc}/u);
		expect(mail.text + mail.html).not.toMatch(/(?!\n)\p{Cc}/u);
	});
});

it('escapes every sign of HTML, and composes decomposed Vietnamese', () => {
	const hostile = write(
		LETTERS['infectedFile']?.('<b>"\'&</b>') ?? verifyEmail({ path, validHours: 1 }),
		'vi',
		''
	);
	expect(hostile.html).toContain('&lt;b&gt;&quot;&#39;&amp;&lt;/b&gt;');
	const composed = write(tieFound({ council: 'Hội đồng'.normalize('NFD'), path }), 'vi', '');
	expect(composed.html).toContain('Hội đồng');
});

it('refuses to write a link that is no address of the web', () => {
	const action = { label: 'x', url: 'javascript:alert(1)' };
	expect(() => frame({ locale: 'vi', name: '', office: 'x', subject: 'x', paragraphs: [], action })).toThrow(
		/must be an address of the web/
	);
});

it('greets nobody by name where a stranger may have typed the name', () => {
	const letter = verifyEmail({ path, validHours: 48 });
	expect(write(letter, 'vi', 'Kẻ Lạ').text).toMatch(/^Kính gửi Quý ông\/bà,/);
	expect(write(letter, 'en', 'Kẻ Lạ').text).toMatch(/^Dear Sir or Madam,/);
});
