import { Prisma } from './generated/client.ts';
import type {
	Application,
	AnswerSection,
	ApplicationDocument,
	Call,
	Council,
	Lot,
	Organisation,
	ReviewSession,
	Upload
} from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Each field of a row, with the column it is kept in. */
type Columns<Row> = { readonly [Field in keyof Row]-?: string };

/** Columns of a table, each under the name that Prisma gives it. */
export function columns(alias: string, fields: Readonly<Record<string, string>>): Prisma.Sql {
	const named = Object.entries(fields).map(([field, column]) => `${alias}.${column} AS "${alias}.${field}"`);
	return Prisma.raw(named.join(', '));
}

/** Rows of one table under the names that Prisma gives them, by a statement of our own: what pages ask all day. */
export function select<Row extends object>(
	rows: Rows,
	table: string,
	fields: Columns<Row>,
	which: Prisma.Sql
): Promise<Row[]> {
	const named = Object.entries<string>(fields).map(([field, column]) => `${column} AS "${field}"`);
	return rows<Row>(Prisma.sql`SELECT ${Prisma.raw(named.join(', '))} FROM ${Prisma.raw(table)} ${which}`);
}

/** What nobody reads as a row is left out: the text for searches, and when it was made where nothing asks. */
export type CallColumns = Omit<Call, 'createdAt' | 'searchText'>;
export type ApplicationColumns = Omit<Application, 'slot' | 'searchText'>;
export type OrganisationColumns = Omit<
	Organisation,
	'createdAt' | 'searchText' | 'claimedBy' | 'rulingId' | 'mergedIntoId'
>;

export const CALL: Columns<CallColumns> = {
	id: 'id',
	code: 'code',
	definitionId: 'definition_id',
	programme: 'programme',
	titleVi: 'title_vi',
	titleEn: 'title_en',
	summaryVi: 'summary_vi',
	summaryEn: 'summary_en',
	contactPerson: 'contact_person',
	contactPhone: 'contact_phone',
	contactEmail: 'contact_email',
	contactHoursVi: 'contact_hours_vi',
	contactHoursEn: 'contact_hours_en',
	opensAt: 'opens_at',
	closesAt: 'closes_at',
	envelope: 'envelope',
	fundSourceId: 'fund_source_id',
	budgetYear: 'budget_year',
	state: 'state',
	version: 'version',
	publishedAt: 'published_at',
	openedAt: 'opened_at',
	againOf: 'again_of'
};
export const LOT: Columns<Lot> = {
	id: 'id',
	callId: 'call_id',
	code: 'code',
	position: 'position',
	titleVi: 'title_vi',
	titleEn: 'title_en',
	variant: 'variant',
	proposerId: 'proposer_id',
	proposalApplicationId: 'proposal_application_id',
	objectives: 'objectives',
	expectedProducts: 'expected_products'
};
export const APPLICATION: Columns<ApplicationColumns> = {
	id: 'id',
	code: 'code',
	callId: 'call_id',
	lotId: 'lot_id',
	organisationId: 'organisation_id',
	createdBy: 'created_by',
	title: 'title',
	organisationName: 'organisation_name',
	organisationRep: 'organisation_rep',
	state: 'state',
	version: 'version',
	revisionId: 'revision_id',
	replacing: 'replacing',
	submittedAt: 'submitted_at',
	ownClosesAt: 'own_closes_at',
	requested: 'requested',
	own: 'own',
	excellentTask: 'excellent_task',
	createdAt: 'created_at',
	updatedAt: 'updated_at'
};

export const ORGANISATION: Columns<OrganisationColumns> = {
	id: 'id',
	kind: 'kind',
	name: 'name',
	taxCode: 'tax_code',
	repName: 'rep_name',
	repTitle: 'rep_title',
	provinceCode: 'province_code',
	communeCode: 'commune_code',
	addressLine: 'address_line',
	legacyAddress: 'legacy_address',
	sectorCode: 'sector_code',
	sector: 'sector',
	employees: 'employees',
	revenue: 'revenue',
	phone: 'phone',
	email: 'email',
	version: 'version',
	standing: 'standing'
};

export const COUNCIL: Columns<Council> = {
	id: 'id',
	callId: 'call_id',
	stage: 'stage',
	name: 'name',
	decisionNo: 'decision_no',
	state: 'state',
	version: 'version',
	createdAt: 'created_at',
	dissolvedAt: 'dissolved_at',
	dissolvedBy: 'dissolved_by',
	dissolveReason: 'dissolve_reason'
};

export const SESSION: Columns<ReviewSession> = {
	id: 'id',
	lotId: 'lot_id',
	councilId: 'council_id',
	stage: 'stage',
	state: 'state',
	version: 'version',
	scheduledAt: 'scheduled_at',
	plannedAt: 'planned_at',
	place: 'place',
	openedAt: 'opened_at',
	talliedAt: 'tallied_at',
	closedAt: 'closed_at',
	closedBy: 'closed_by',
	quorum: 'quorum',
	conclusion: 'conclusion',
	tieVotes: 'tie_votes',
	countingBoard: 'counting_board',
	ranking: 'ranking',
	standing: 'standing'
};

export const SECTION: Columns<Pick<AnswerSection, 'sectionKey' | 'content' | 'version' | 'updatedAt'>> = {
	sectionKey: 'section_key',
	content: 'content',
	version: 'version',
	updatedAt: 'updated_at'
};

/** A date comes as its text here, where Prisma makes an instant of it. */
export type DocumentColumns = Omit<ApplicationDocument, 'datedOn'> & { readonly datedOn: string | null };

export const DOCUMENT: Columns<DocumentColumns> = {
	id: 'id',
	applicationId: 'application_id',
	itemKey: 'item_key',
	fileName: 'file_name',
	size: 'size',
	sha256: 'sha256',
	mediaType: 'media_type',
	objectKey: 'object_key',
	verdict: 'verdict',
	signature: 'signature',
	datedOn: 'dated_on',
	uploadedBy: 'uploaded_by',
	uploadedAt: 'uploaded_at',
	removedAt: 'removed_at',
	bytesGoneAt: 'bytes_gone_at',
	sealed: 'sealed',
	opened: 'opened'
};

export const UPLOAD: Columns<Upload> = {
	id: 'id',
	applicationId: 'application_id',
	itemKey: 'item_key',
	personId: 'person_id',
	fileName: 'file_name',
	size: 'size',
	received: 'received',
	objectKey: 'object_key',
	storeUpload: 'store_upload',
	claimedSha256: 'claimed_sha256',
	replaces: 'replaces',
	state: 'state',
	refusal: 'refusal',
	documentId: 'document_id',
	createdAt: 'created_at',
	expiresAt: 'expires_at',
	writer: 'writer',
	checkUntil: 'check_until',
	sealed: 'sealed'
};

/** The columns of one table out of a row that joins several. */
export function part<Row>(row: object, alias: string): Row {
	const start = `${alias}.`;
	const own = Object.entries(row).filter(([key]) => key.startsWith(start));
	// `columns` has named them after the fields of Row.
	return Object.fromEntries(own.map(([key, value]) => [key.slice(start.length), value])) as Row;
}
