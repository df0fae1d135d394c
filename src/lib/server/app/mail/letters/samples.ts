import type { LetterKey } from '#lib/domain/letters/kinds.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { CallChangeKind, CallValues } from '#lib/domain/workflow/call-changes.ts';
import type { AuditVerification } from '../../audit/ports.ts';
import type { Words } from '../letter.ts';
import { accountMade, alreadyRegistered, newDevice, resetPassword, verifyEmail } from './accounts.ts';
import { callChanged, windowGiven } from './calls.ts';
import { budgetApproved, budgetRejected, signatureWaits } from './budgets.ts';
import {
	councilDissolved,
	councilInvitation,
	interestRuled,
	rulingWaits,
	sessionPlanned
} from './councils.ts';
import {
	applicationWithdrawn,
	infectedFile,
	invalidApplication,
	proposalDecided,
	resultLetter,
	submissionReceipt
} from './dossiers.ts';
import { enrolCode, factorChanged, recoveryUnderWay } from './factors.ts';
import type { RecoveryStep } from './factors.ts';
import { logOfDay } from './log.ts';
import { organisationRuled } from './organisations.ts';
import type { OrganisationRuling } from './organisations.ts';
import { breachRecorded, dataRequestAnswered, dataRequestAsked } from './privacy.ts';
import { grantChanged, grantDeclined } from './roles.ts';
import { membershipAnswered, membershipAsked, tieFound, tieRuled, tieRulerMissing } from './ties.ts';
import { selectionChanged } from './selection.ts';
import { trialLetter } from './set-up.ts';
import { alarmBegun, alarmOver } from './alarms.ts';
import { dailyDigest, termsMoved, workDue } from './work.ts';

/** Whom a sample greets. */
export const SAMPLE_READER = 'Siu Thị Hà';

const organisation = 'Công ty CP Mía đường Ayun Thượng';
const taxCode = '5999902750';
const code = 'MAP-2026-0007';
const title = 'Xây dựng chương trình đảm bảo đo lường cho dây chuyền đường tinh luyện';
const call = {
	vi: 'Hỗ trợ chương trình đảm bảo đo lường năm 2026',
	en: 'Support for measurement assurance programmes 2026'
};
const council = 'Hội đồng tư vấn tuyển chọn nhiệm vụ';
const holder = 'Rơ Chăm Hương';
const by = 'Lê Văn Quản';
const reason = 'Thiếu bản sao giấy chứng nhận hiệu chuẩn còn hiệu lực.';
const at = new Date('2026-04-06T09:59:58Z');
const decision = { reason, number: '125/QĐ-SKHCN', on: vietnamDateOf(at) };
const later = new Date('2026-04-13T17:00:00Z');
/** Leads nowhere: a sample opens no door. */
const path = '/…';

const alarm = { kind: 'late_backup', since: at } as const;
const grant = { holder, role: 'director', scope: { type: 'all' }, validFrom: at, by: [by] } as const;
const interest = { council, code, by: 'chair', reason, path } as const;
const due = (kind: 'finish_draft' | 'submit_sheets') => ({
	...{ kind, target: '', part: '', code, titleVi: title, titleEn: '' },
	...{ count: 2, due: at, provisional: false, since: at }
});

function ruled(ruling: OrganisationRuling): Words {
	const changed = ruling === 'corrected' || ruling === 'changed';
	return organisationRuled({
		...{ organisation, taxCode, ruling, reason, path },
		facts: changed ? [['name', 'Công ty Mía đường Ayun Thượng', organisation]] : []
	});
}

function called(kind: CallChangeKind, before: CallValues, after: CallValues): Words {
	return callChanged({ kind, code: 'MAP-2026-1', call, decision, before, after, path });
}

function recovered(what: RecoveryStep, toHolder: boolean): Words {
	const readyAt = what === 'confirmed' ? { readyAt: later } : {};
	return recoveryUnderWay({ what, holder, by: what === 'terminal' ? [] : [by], ...readyAt }, toHolder);
}

function logged(findings: AuditVerification['findings']): Words {
	return logOfDay({ newest: undefined, verification: { sealed: 1204n, checkpoints: 31, findings } });
}

/** Every letter about people and dossiers that do not exist: what its variables stand for, and how it looks. */
export const SAMPLE_LETTERS: Readonly<Record<LetterKey, Words>> = {
	verify_email: verifyEmail({ path, validHours: 48 }),
	already_registered: alreadyRegistered({ signIn: '/dang-nhap', reset: '/quen-mat-khau' }),
	reset_password: resetPassword({ path, validMinutes: 30 }),
	account_opened: accountMade({ by, organisation: undefined, path, validDays: 14 }),
	account_invited: accountMade({ by: holder, organisation, path, validDays: 14 }),
	new_device: newDevice({ browser: 'Firefox', system: 'Windows', network: '203.0.113.0', at, path }),
	factor_link: enrolCode({ path, validMinutes: 30 }),
	factor_added: factorChanged({ change: { what: 'added', kind: 'passkey', name: 'YubiKey' }, at, path }),
	factor_removed: factorChanged({ change: { what: 'removed', kind: 'totp', name: 'iPhone' }, at, path }),
	factor_codes: factorChanged({ change: { what: 'codes' }, at, path }),
	factor_code_used: factorChanged({ change: { what: 'code_used' }, at, path }),
	factor_reset: factorChanged({ change: { what: 'reset' }, at, path }),
	data_request_asked: dataRequestAsked({ person: holder, kind: 'correction', dueAt: later, path }),
	data_request_answered: dataRequestAnswered({
		...{ kind: 'correction', outcome: 'done', answer: 'Đã sửa số điện thoại.', path }
	}),
	data_breach_recorded: breachRecorded({ by, foundAt: at, dueAt: later, path }),
	recovery_yours_asked: recovered('asked', true),
	recovery_yours_confirmed: recovered('confirmed', true),
	recovery_yours_terminal: recovered('terminal', true),
	recovery_asked: recovered('asked', false),
	recovery_confirmed: recovered('confirmed', false),
	recovery_terminal: recovered('terminal', false),
	role_yours_begun: grantChanged({ ...grant, ended: false }, true),
	role_yours_ended: grantChanged({ ...grant, ended: true }, true),
	role_begun: grantChanged({ ...grant, ended: false }, false),
	role_ended: grantChanged({ ...grant, ended: true }, false),
	role_declined: grantDeclined({ holder, role: 'director', by, reason: 'Chưa có quyết định.', path }),
	membership_asked: membershipAsked({
		...{ known: true, by: holder, organisation, role: 'editor', path, validDays: 14 }
	}),
	membership_accepted: membershipAnswered({
		email: 'ha.siu@chuan.example',
		organisation,
		accepted: true,
		path
	}),
	membership_ended: membershipAnswered({
		email: 'ha.siu@chuan.example',
		organisation,
		accepted: false,
		path
	}),
	organisation_proved: ruled('proved'),
	organisation_refused: ruled('refused'),
	organisation_corrected: ruled('corrected'),
	organisation_changed: ruled('changed'),
	organisation_change_refused: ruled('change_refused'),
	organisation_merged: ruled('merged'),
	organisation_ended: ruled('ended'),
	submission_receipt: submissionReceipt({
		...{ code, call, organisation, at, hash: '3f9a'.repeat(16), closesAt: at, path }
	}),
	application_withdrawn: applicationWithdrawn({ code, title, person: holder, at, path }),
	infected_file: infectedFile({ file: 'Giấy chứng nhận hiệu chuẩn.pdf', path }),
	invalid_application: invalidApplication({
		...{ code, call, reasons: [reason, 'Đơn đăng ký chưa ký.'], path }
	}),
	result_letter: resultLetter({ code, call, number: '13/TB-SKHCN', path }),
	proposal_accepted: proposalDecided({
		...{ code: 'DX-2026-0003', title, path },
		decision: { accepted: true, task: 'GL-DL-03', list: call }
	}),
	proposal_declined: proposalDecided({
		...{ code: 'DX-2026-0003', title, path },
		decision: { accepted: false, reason: 'Trùng với nhiệm vụ đang thực hiện.' }
	}),
	call_extended: called('extension', { closesAt: at.toISOString() }, { closesAt: later.toISOString() }),
	call_corrected: called('correction', { titleVi: title }, { titleVi: call.vi }),
	call_cancelled: called('cancellation', {}, {}),
	window_given: windowGiven({ code, call, until: later, decision, path }),
	withdrawal_recorded: selectionChanged({ kind: 'withdrawal', code, call, decision, path }),
	approval_revoked: selectionChanged({ kind: 'revocation', code, call, decision, path }),
	reserve_called_up: selectionChanged({ kind: 'call_up', code, call, decision, path }),
	council_invitation: councilInvitation({ council, role: 'reviewer', path }),
	session_planned: sessionPlanned({
		...{ council, code: 'GL-DL-03', title: { vi: title }, at, place: 'Phòng họp số 2', path }
	}),
	ruling_waits: rulingWaits({ council, member: holder, count: 2, path }),
	interest_allowed: interestRuled({ ...interest, ruling: 'allowed' }),
	interest_barred: interestRuled({ ...interest, ruling: 'barred' }),
	council_dissolved: councilDissolved({ council, reason: 'Đợt kêu gọi không còn hồ sơ hợp lệ.' }),
	signature_waits: signatureWaits({
		...{ code, title, amount: 570_105_000n, path },
		step: (locale) => m.budgets_step_act({ kind: 'approved' }, { locale })
	}),
	budget_approved: budgetApproved({
		...{ code, title, requested: 892_211_000n, approved: 570_105_000n, own: 322_106_000n, path }
	}),
	budget_rejected: budgetRejected({ code, title, requested: 892_211_000n, reason, path }),
	tie_found_office: tieFound({ council: '', path }),
	tie_found_council: tieFound({ council, path }),
	tie_ruler_missing: tieRulerMissing({ person: by, path }),
	tie_excluded: tieRuled({ organisation, excluded: true, reason: 'Làm việc cho đơn vị nộp hồ sơ.', path }),
	tie_stays: tieRuled({ organisation, excluded: false, reason: 'Không nhận lời mời.', path }),
	work_due_one: workDue({ work: [due('finish_draft')], path }),
	work_due_many: workDue({ work: [due('finish_draft'), due('submit_sheets')], path }),
	terms_moved: termsMoved([{ ...due('finish_draft'), before: at, due: later }]),
	log_whole: logged([]),
	log_differs: logged([{ kind: 'missing', entryId: '…', position: 1187n, at }]),
	alarm_begun: alarmBegun({ ...alarm, checks: [{ key: 'backup_base', state: 'bad', found: '31' }] }),
	alarm_over: alarmOver({
		...alarm,
		endedAt: later,
		checks: [{ key: 'backup_base', state: 'ok', found: '0' }]
	}),
	set_up_trial: trialLetter('480163'),
	daily_digest: dailyDigest({
		day: vietnamDateOf(at),
		total: 2,
		told: [
			{ at, subject: { vi: `Dự toán ${code} chờ phê duyệt`, en: `Budget ${code} waits for approval` } },
			{ at, subject: { vi: 'Lời mời đã được nhận', en: 'The invitation was accepted' } }
		]
	})
};
