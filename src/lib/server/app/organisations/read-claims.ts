import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { MemberRow, OrganisationRow } from './ports.ts';
import type {
	AskedChange,
	ClaimFilter,
	ClaimRow,
	DossierOfOrganisation,
	HeldOrganisation,
	PaperRow,
	RulingRow
} from './standing-ports.ts';

export const CLAIMS_PAGE_SIZE = 25;
/** Its page names the last ones; the list of dossiers finds them all. */
const DOSSIERS_SHOWN = 20;
const NAMESAKES_SHOWN = 10;

/** Organisations as the office lists them; a claim that waits beside the others of its code. */
export async function listClaims(
	ctx: Context,
	question: Omit<ClaimFilter, 'size'>
): Promise<Result<{ readonly rows: readonly ClaimRow[]; readonly total: number }>> {
	return ask(ctx, 'organisation.review', {}, async (read) =>
		ok(await read.standings.list({ ...question, size: CLAIMS_PAGE_SIZE }))
	);
}

/** Another organisation of the same code, to be compared. */
export interface BesideRow extends HeldOrganisation {
	readonly members: readonly MemberRow[];
	readonly papers: readonly PaperRow[];
}

export interface ClaimView {
	readonly organisation: HeldOrganisation;
	readonly members: readonly MemberRow[];
	readonly papers: readonly PaperRow[];
	readonly rulings: readonly RulingRow[];
	/** Those of other programmes are named and not linked. */
	readonly dossiers: readonly (DossierOfOrganisation & { readonly readable: boolean })[];
	readonly beside: readonly BesideRow[];
	/** A name or a representative that it asks for. */
	readonly change: AskedChange | null;
	/** Organisations of other codes that bear its name, or the name that it asks for. */
	readonly namesakes: readonly HeldOrganisation[];
	/** What it was merged into. */
	readonly into: OrganisationRow | null;
	readonly mayRule: boolean;
	/** The reader is tied to it and takes no step. */
	readonly tied: boolean;
	readonly mayReadPapers: boolean;
}

/** One organisation with all that a ruling on it needs. Refuses `not_found`. */
export async function readClaim(ctx: Context, id: string): Promise<Result<ClaimView>> {
	return ask(ctx, 'organisation.review', {}, async (read) => {
		const organisation = isUuid(id) ? await read.standings.find(id) : undefined;
		if (organisation === undefined) return refuse('not_found');
		const { mergedIntoId, taxCode } = organisation;
		const [members, papers, rulings, dossiers, ofCode, into] = await Promise.all([
			read.organisations.membersOf(id),
			read.standings.papersOf(id),
			read.standings.rulingsOf(id),
			read.standings.openedDossiers(id, DOSSIERS_SHOWN),
			read.standings.ofCode(taxCode),
			mergedIntoId === null ? undefined : read.organisations.find(mergedIntoId)
		]);
		const others = ofCode.filter((other) => other.id !== id && other.standing !== 'merged');
		const beside = await Promise.all(
			others.map(async (other) => ({
				...other,
				members: await read.organisations.membersOf(other.id),
				papers: await read.standings.papersOf(other.id)
			}))
		);
		const change = await read.standings.waitingChange(id);
		const borne = change?.name ?? organisation.name;
		const rule = can(ctx.actor, 'organisation.rule', { organisationId: id });
		return ok({
			organisation,
			members,
			papers,
			rulings,
			dossiers: dossiers.map((dossier) => {
				const { callId, programme } = dossier;
				const readable = can(ctx.actor, 'application.read', { organisationId: id, callId, programme }).ok;
				return { ...dossier, readable };
			}),
			beside,
			change: change ?? null,
			namesakes: await read.standings.namesakes(borne, taxCode, NAMESAKES_SHOWN),
			into: into ?? null,
			mayRule: rule.ok,
			tied: !rule.ok && rule.refusal.code === 'tied_to_applicant',
			mayReadPapers: can(ctx.actor, 'organisation.read_paper', { organisationId: id }).ok
		});
	});
}
