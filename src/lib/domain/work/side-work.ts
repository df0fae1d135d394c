/** Work that no stage of a call gives. */
import { READ_WITHIN_MS } from '#lib/domain/flow/stage-work.ts';
import type { Audience, Work } from '#lib/domain/flow/stage-work.ts';
import type { HeldKind, SideWork } from './kinds.ts';

type Side = Work<SideWork | HeldKind>;

export interface OrganisationFacts {
	readonly id: string;
	readonly standing: 'claimed' | 'proved' | 'refused' | 'merged';
	readonly createdAt: Date;
	/** Something that may prove the claim was brought, and is not infected. */
	readonly hasPaper: boolean;
	readonly ruledAt: Date | null;
	/** A change of name or representative that waits for the office. */
	readonly changeAskedAt: Date | null;
}

/** Claims and changes that wait: for the representative to bring what proves them, and for the office to rule. */
export function organisationWork(facts: OrganisationFacts): Side[] {
	const { id, standing, createdAt, ruledAt, changeAskedAt } = facts;
	const about = { target: id, named: { as: 'organisation', id } } as const;
	const keepers: Audience = { to: 'organisation', desk: 'application.read_own', organisationId: id };
	const representatives: Audience = { to: 'organisation', desk: 'organisation.edit', organisationId: id };
	const rulers: Audience = { to: 'desk', desk: 'organisation.rule', programme: '', applicantId: id };
	const work: Side[] = [];
	if (standing === 'claimed') {
		work.push({ kind: 'rule_claim', audience: rulers, ...about, since: createdAt });
		work.push(
			facts.hasPaper
				? { kind: 'held_claim', held: true, audience: keepers, ...about, since: createdAt }
				: { kind: 'prove_claim', audience: representatives, ...about, since: createdAt }
		);
	}
	if (standing === 'refused' && ruledAt !== null) {
		const until = new Date(ruledAt.getTime() + READ_WITHIN_MS);
		work.push({ kind: 'read_refused_claim', audience: representatives, ...about, since: ruledAt, until });
	}
	if (changeAskedAt !== null) {
		work.push({ kind: 'rule_change', audience: rulers, ...about, since: changeAskedAt });
		work.push({ kind: 'held_change', held: true, audience: keepers, ...about, since: changeAskedAt });
	}
	return work;
}

export interface InvitationFacts {
	readonly id: string;
	readonly organisationId: string;
	readonly email: string;
	readonly waiting: boolean;
	readonly invitedAt: Date;
	readonly expiresAt: Date;
}

export function invitationWork(facts: InvitationFacts): Side[] {
	const { id, organisationId, email, invitedAt, expiresAt } = facts;
	if (!facts.waiting) return [];
	return [
		{
			kind: 'answer_invitation',
			audience: { to: 'address', address: email },
			target: id,
			named: { as: 'organisation', id: organisationId },
			since: invitedAt,
			until: expiresAt,
			due: { at: expiresAt, provisional: false }
		}
	];
}

export interface TieFacts {
	readonly id: string;
	readonly organisationId: string;
	readonly personId: string;
	readonly waiting: boolean;
	readonly foundAt: Date;
	/** Who rules on it in the council of the seat: the chair, or the vice-chair on the chair's own. */
	readonly rulers: readonly string[];
}

/** Nobody rules on their own tie; the director rules where the council cannot. */
export function tieWork({ id, organisationId, personId, waiting, foundAt, rulers }: TieFacts): Side[] {
	if (!waiting) return [];
	const about = {
		kind: 'rule_tie',
		target: id,
		named: { as: 'organisation', id: organisationId },
		since: foundAt
	} as const;
	if (rulers.length === 0) {
		return [{ ...about, audience: { to: 'desk', desk: 'tie.rule', programme: '', barred: [personId] } }];
	}
	return rulers
		.filter((ruler) => ruler !== personId)
		.map((ruler) => ({ ...about, audience: { to: 'person', personId: ruler } }));
}

export interface GrantFacts {
	readonly id: string;
	readonly personId: string;
	/** Null: proposed by a command on the machine itself. */
	readonly proposedBy: string | null;
	readonly waiting: boolean;
	readonly proposedAt: Date;
}

/** Nobody confirms what they proposed, or would hold. */
export function grantWork({ id, personId, proposedBy, waiting, proposedAt }: GrantFacts): Side[] {
	if (!waiting) return [];
	const barred = [...new Set([personId, ...(proposedBy === null ? [] : [proposedBy])])].sort();
	return [
		{
			kind: 'confirm_grant',
			audience: { to: 'desk', desk: 'person.manage', programme: '', barred },
			target: id,
			named: { as: 'person', id: personId },
			since: proposedAt
		}
	];
}

export interface RecoveryFacts {
	readonly id: string;
	readonly personId: string;
	/** Null: at the terminal, where nobody confirms. */
	readonly askedBy: string | null;
	readonly waiting: boolean;
	readonly askedAt: Date;
}

/** Of somebody who lost every factor: the second administrator's, neither the asker's nor the owner's. */
export function recoveryWork({ personId, askedBy, waiting, askedAt }: RecoveryFacts): Side[] {
	if (!waiting || askedBy === null) return [];
	return [
		{
			kind: 'confirm_recovery',
			audience: { to: 'desk', desk: 'factor.recover', programme: '', barred: [askedBy, personId].sort() },
			target: personId,
			named: { as: 'person', id: personId },
			since: askedAt
		}
	];
}

/** What is wrong with the portal itself: how many, and since when. */
export interface Fault {
	readonly count: number;
	readonly since: Date;
}

interface DatedFault extends Fault {
	/** Of the first. */
	readonly due: Date;
}

export interface PortalFacts {
	readonly failedMail: Fault | null;
	readonly faultyFiles: Fault | null;
	/** Issued papers whose files could not be made. */
	readonly stuckPapers: Fault | null;
	readonly unsealedAudit: Fault | null;
	/** What the administrators were alarmed of. */
	readonly lateBackup: Fault | null;
	readonly unsoundPortal: Fault | null;
	/** Requests of people about their data that wait, and breaches that are not reported. */
	readonly dataRequests: DatedFault | null;
	readonly dataBreaches: DatedFault | null;
}

const dated = (fault: DatedFault | null) =>
	fault === null ? null : { ...fault, due: { at: fault.due, provisional: false } };

export function portalWork(facts: PortalFacts): Side[] {
	const kinds = [
		['failed_mail', 'mail.read', facts.failedMail],
		['faulty_files', 'storage.read', facts.faultyFiles],
		['stuck_papers', 'storage.read', facts.stuckPapers],
		['unsealed_audit', 'audit.read', facts.unsealedAudit],
		['late_backup', 'operations.read', facts.lateBackup],
		['unsound_portal', 'operations.read', facts.unsoundPortal],
		['answer_data_requests', 'privacy.answer', dated(facts.dataRequests)],
		['report_data_breach', 'privacy.answer', dated(facts.dataBreaches)]
	] as const;
	return kinds.flatMap(([kind, key, fault]) =>
		fault === null
			? []
			: [
					{
						kind,
						audience: { to: 'desk', desk: key, programme: '' },
						target: '',
						named: { as: 'nothing' },
						...fault
					} as const
				]
	);
}
