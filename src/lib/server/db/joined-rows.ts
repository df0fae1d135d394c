import { Prisma } from './generated/client.ts';

/** Columns of a table, each under the name that Prisma gives it. */
export function columns(alias: string, fields: Readonly<Record<string, string>>): Prisma.Sql {
	const named = Object.entries(fields).map(([field, column]) => `${alias}.${column} AS "${alias}.${field}"`);
	return Prisma.raw(named.join(', '));
}

export const CALL = {
	id: 'id',
	code: 'code',
	definitionId: 'definition_id',
	programme: 'programme',
	titleVi: 'title_vi',
	titleEn: 'title_en',
	summaryVi: 'summary_vi',
	summaryEn: 'summary_en',
	opensAt: 'opens_at',
	closesAt: 'closes_at',
	envelope: 'envelope',
	fundSourceId: 'fund_source_id',
	budgetYear: 'budget_year',
	state: 'state',
	version: 'version',
	publishedAt: 'published_at',
	openedAt: 'opened_at'
};
export const LOT = {
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
export const APPLICATION = {
	id: 'id',
	code: 'code',
	callId: 'call_id',
	lotId: 'lot_id',
	organisationId: 'organisation_id',
	createdBy: 'created_by',
	title: 'title',
	state: 'state',
	version: 'version',
	revisionId: 'revision_id',
	replacing: 'replacing',
	submittedAt: 'submitted_at',
	requested: 'requested',
	own: 'own',
	excellentTask: 'excellent_task',
	createdAt: 'created_at',
	updatedAt: 'updated_at'
};

export const ORGANISATION = {
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
	version: 'version'
};

/** The columns of one table out of a row that joins several. */
export function part<Row>(row: object, alias: string): Row {
	const start = `${alias}.`;
	const own = Object.entries(row).filter(([key]) => key.startsWith(start));
	// `columns` has named them after the fields of Row.
	return Object.fromEntries(own.map(([key, value]) => [key.slice(start.length), value])) as Row;
}
