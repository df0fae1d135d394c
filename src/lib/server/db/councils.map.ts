import { isCouncilRole } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { isCouncilStage } from '#lib/domain/flow/council-stage.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import { isCouncilState } from '#lib/domain/workflow/council.ts';
import type { CouncilState } from '#lib/domain/workflow/council.ts';
import type {
	CaseRow,
	CouncilRow,
	DeclarationRow,
	MemberRow,
	SeatSummary
} from '#lib/server/app/councils/ports.ts';
import { applicationState } from './applications.map.ts';
import { localized } from './calls.map.ts';
import type { ConflictDeclaration, Council } from './generated/client.ts';

export function councilState(text: string): CouncilState {
	if (isCouncilState(text)) return text;
	throw new Error(`council.state holds ${text}`);
}

export function councilStage(text: string): CouncilStage {
	if (isCouncilStage(text)) return text;
	throw new Error(`council.stage holds ${text}`);
}

export function councilRole(text: string): CouncilRole {
	if (isCouncilRole(text)) return text;
	throw new Error(`council_member.role holds ${text}`);
}

export function toCouncil(row: Council): CouncilRow {
	return { ...row, stage: councilStage(row.stage), state: councilState(row.state) };
}

export interface StoredMember extends Omit<MemberRow, 'role'> {
	readonly role: string;
}

export function toMember(row: StoredMember): MemberRow {
	return { ...row, role: councilRole(row.role) };
}

export interface StoredCase extends Omit<CaseRow, 'state'> {
	readonly state: string;
}

export function toCase(row: StoredCase): CaseRow {
	return { ...row, state: applicationState(row.state) };
}

export function toDeclaration(row: ConflictDeclaration): DeclarationRow {
	const { kind, ruling } = row;
	if (kind !== 'none' && kind !== 'declared' && kind !== 'blocking') {
		throw new Error(`conflict_declaration.kind holds ${kind}`);
	}
	return { ...row, kind, ruling: ruling === 'allowed' || ruling === 'barred' ? ruling : null };
}

export interface StoredSeat {
	readonly member_id: string;
	readonly council_id: string;
	readonly name: string;
	readonly state: string;
	readonly call_code: string;
	readonly title_vi: string;
	readonly title_en: string;
	readonly role: string;
	readonly next_session: Date | null;
}

export function toSeat(row: StoredSeat): SeatSummary {
	return {
		memberId: row.member_id,
		councilId: row.council_id,
		councilName: row.name,
		councilState: councilState(row.state),
		callCode: row.call_code,
		callTitle: localized(row.title_vi, row.title_en),
		role: councilRole(row.role),
		nextSession: row.next_session
	};
}
