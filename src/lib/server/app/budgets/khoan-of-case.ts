import type { Appraisal } from '#lib/domain/budgets/appraisal.ts';
import { khoanOutcome, khoanRequest } from '#lib/domain/budgets/khoan-method.ts';
import type { KhoanOutcome, KhoanRequest } from '#lib/domain/budgets/khoan-method.ts';
import { readSnapshot } from '#lib/domain/definitions/snapshot.ts';
import type { Repositories } from '../ports.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';

/** What the submitted dossier says about its method of payment; null where the programme does not ask. */
export async function khoanRequestOf(read: Repositories, found: AppraisalCase): Promise<KhoanRequest | null> {
	const source = found.setting.template.khoanMethod;
	const { revisionId } = found.application;
	const row =
		source === undefined || revisionId === null ? undefined : await read.applications.revision(revisionId);
	if (source === undefined || row === undefined) return null;
	const revision = readSnapshot(JSON.parse(new TextDecoder().decode(row.bytes)));
	if (!revision.ok) throw new Error(`revision ${row.id}: ${revision.refusal.code}`);
	return khoanRequest(revision.value.answers, source);
}

/** The outcome on the appraised figures; null where there is no test. */
export function appraisedKhoan(
	{ appraisal }: Pick<AppraisalCase, 'appraisal'>,
	request: KhoanRequest | null,
	figures: Appraisal
): KhoanOutcome | null {
	const assessment = figures.appraised.khoan;
	return request === null || assessment === null
		? null
		: khoanOutcome(request, assessment, appraisal.councilKhoan);
}
