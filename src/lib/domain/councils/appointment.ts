/**
 * What is known of a person before the appointment to a council (TT 20/2023/TT-BKHCN, Art. 8.2): shown in the search,
 * refused where the law refuses, and else appointed by a recorded reason.
 */
import { detectConflicts } from '#lib/domain/access/conflict-of-interest.ts';
import type { ApplicationTies } from '#lib/domain/access/conflict-of-interest.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { RecusalScope } from '#lib/domain/rules/rule-set.ts';
import { isVotingRole } from './council-role.ts';
import type { CouncilRole } from './council-role.ts';
import { nameKeys } from './name-key.ts';

export type AppointmentCode =
	/** Audits the office: sits on nothing that it audits. */
	| 'auditor'
	/** Of the applicant, by the office's record or the person's own acceptance. */
	| 'host_staff'
	/** Of an organisation that the dossier calls cooperating: a hint. */
	| 'cooperating_staff'
	/** Has the name of somebody in the dossier: a hint. */
	| 'participant'
	/** Handles the call, appraises or signs: judges what the office prepares. */
	| 'office_part';

export interface AppointmentFinding {
	readonly code: AppointmentCode;
	/** The application that it is about, or ''. */
	readonly applicationCode: string;
	readonly organisation: string;
}

export interface AppointedPerson {
	readonly name: string;
	readonly organisationIds: readonly string[];
	readonly auditor: boolean;
	readonly officePart: boolean;
}

export interface JudgedCase extends Pick<
	ApplicationTies,
	'applicantOrganisationId' | 'cooperatingOrganisationIds'
> {
	readonly code: string;
	readonly lotId: string;
	readonly organisation: string;
	readonly participantNames: readonly string[];
}

/** Everything that is known, the gravest first. */
export function appointmentFindings(
	person: AppointedPerson,
	cases: readonly JudgedCase[]
): AppointmentFinding[] {
	const ties = { nameKeys: nameKeys(person.name), organisationIds: person.organisationIds };
	const none = { applicationCode: '', organisation: '' };
	const found = cases.flatMap((one) =>
		detectConflicts(ties, { ...one, participantNameKeys: one.participantNames.flatMap(nameKeys) }).flatMap(
			({ ground }): AppointmentFinding[] =>
				ground === 'host_staff' || ground === 'cooperating_staff' || ground === 'participant'
					? [{ code: ground, applicationCode: one.code, organisation: one.organisation }]
					: []
		)
	);
	return [
		...(person.auditor ? [{ code: 'auditor', ...none } as const] : []),
		...found.filter(({ code }) => code === 'host_staff'),
		...found.filter(({ code }) => code !== 'host_staff'),
		...(person.officePart ? [{ code: 'office_part', ...none } as const] : [])
	];
}

/**
 * An appointment as it is made. Who is of an applicant in every lot would judge nothing and is refused; with one lot
 * of several it takes a reason, as a hint does. Refuses `appointment_auditor`, `appointment_barred` {organisation},
 * `appointment_reason_missing`.
 */
export function checkAppointment(facts: {
	readonly role: CouncilRole;
	readonly findings: readonly AppointmentFinding[];
	readonly cases: readonly JudgedCase[];
	readonly scope: RecusalScope;
	readonly reason: string;
}): Result<readonly AppointmentFinding[]> {
	const { role, cases, scope } = facts;
	// The administrative secretary serves and never marks: an officer of the call is whom one expects there.
	const findings = facts.findings.filter(({ code }) => code !== 'office_part' || isVotingRole(role));
	if (findings.some(({ code }) => code === 'auditor')) return refuse('appointment_auditor');
	const hosts = new Set(
		findings.flatMap(({ code, applicationCode }) => (code === 'host_staff' ? [applicationCode] : []))
	);
	const byLot = Map.groupBy(cases, ({ lotId }) => lotId);
	const nothingLeft = [...byLot.values()].every((inLot) =>
		scope === 'lot' ? inLot.some(({ code }) => hosts.has(code)) : inLot.every(({ code }) => hosts.has(code))
	);
	if (hosts.size > 0 && nothingLeft) {
		const organisation = findings.find(({ code }) => code === 'host_staff')?.organisation ?? '';
		return refuse('appointment_barred', { params: { organisation } });
	}
	if (findings.length > 0 && facts.reason.trim() === '')
		return refuse('appointment_reason_missing', { field: 'reason' });
	return ok(findings);
}
