import type { Account, EntryKind, FundBalance, FundYear, Posting } from '#lib/domain/funds/ledger.ts';
import type { FundYearRow, FundsRepository, JournalRow, StoredEntry } from '#lib/server/app/funds/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import { localized } from './calls.map.ts';
import type { Connection } from './connection.ts';

const ACCOUNT_OF: Readonly<Record<string, Account>> = {
	allocation: 'allocation',
	available: 'available',
	committed: 'committed'
};

function kindOf(text: string): EntryKind {
	if (text === 'allocate' || text === 'commit' || text === 'release') return text;
	throw new Error(`journal_entry.kind holds ${text}`);
}

function accountOf(text: string): Account {
	const account = ACCOUNT_OF[text];
	if (account === undefined) throw new Error(`posting.account holds ${text}`);
	return account;
}

/** What the journal shows of an entry: the side that is not `available`, with the sign that raises the figure. */
interface ListedEntry extends Omit<JournalRow, 'kind' | 'account'> {
	readonly kind: string;
	readonly account: string;
	readonly total: bigint;
}

export function fundsRepository(db: Connection): FundsRepository {
	async function storedEntry(
		where: { id: string } | { idempotencyKey: string }
	): Promise<StoredEntry | undefined> {
		const row = await db.journalEntry.findUnique({ where, include: { postings: true } });
		const first = row?.postings[0];
		if (row === null || first === undefined) return undefined;
		const undone =
			row.reverses === null ? null : await db.journalEntry.findUnique({ where: { id: row.reverses } });
		const reversal = await db.journalEntry.findUnique({ where: { reverses: row.id } });
		return {
			id: row.id,
			fund: { sourceId: first.sourceId, year: row.budgetYear },
			reversed: reversal !== null,
			entry: {
				kind: kindOf(row.kind),
				idempotencyKey: row.idempotencyKey,
				reverses: undone?.idempotencyKey ?? null,
				postings: row.postings.map((posting): Posting => ({
					account: accountOf(posting.account),
					sourceId: posting.sourceId,
					year: posting.budgetYear,
					caseId: posting.applicationId,
					amount: posting.amount
				}))
			}
		};
	}

	async function balance({ sourceId, year }: FundYear): Promise<FundBalance> {
		const row = await db.fundBalance.findUnique({
			where: { sourceId_budgetYear: { sourceId, budgetYear: year } }
		});
		return row === null
			? { allocated: 0n, committed: 0n }
			: { allocated: row.allocated, committed: row.committed };
	}

	return {
		async list(year) {
			const rows = await db.$queryRaw<
				{
					id: string;
					code: string;
					name_vi: string;
					name_en: string;
					year: number;
					allocated: bigint;
					committed: bigint;
				}[]
			>`
				SELECT s.id, s.code, s.name_vi, s.name_en, coalesce(b.budget_year, ${year}) AS year,
				  coalesce(b.allocated, 0) AS allocated, coalesce(b.committed, 0) AS committed
				FROM fund_source s LEFT JOIN fund_balance b ON b.source_id = s.id
				ORDER BY year DESC, s.name_vi COLLATE "vi-x-icu", s.id`;
			return rows.map((row): FundYearRow => ({
				id: row.id,
				code: row.code,
				name: localized(row.name_vi, row.name_en),
				year: row.year,
				allocated: row.allocated,
				committed: row.committed
			}));
		},

		async find(id) {
			const row = await db.fundSource.findUnique({ where: { id } });
			return row === null
				? undefined
				: { id: row.id, code: row.code, name: localized(row.nameVi, row.nameEn) };
		},

		async years(sourceId) {
			const rows = await db.fundBalance.findMany({ where: { sourceId }, orderBy: { budgetYear: 'desc' } });
			return rows.map(({ budgetYear, allocated, committed }) => ({ year: budgetYear, allocated, committed }));
		},

		async create({ id, code, name }) {
			const made = await db.$executeRaw`
				INSERT INTO fund_source (id, code, name_vi, name_en) VALUES (${id}::uuid, ${code}, ${name.vi}, ${name.en ?? ''})
				ON CONFLICT (code) DO NOTHING`;
			return made === 1;
		},

		async lockBalance({ sourceId, year }) {
			const rows = await db.$queryRaw<
				FundBalance[]
			>`SELECT allocated, committed FROM lock_fund_balance(${sourceId}::uuid, ${year}::int)`;
			const row = rows[0];
			if (row === undefined) throw new Error('lock_fund_balance returned no row');
			return row;
		},

		balance,

		async post(entry, { id, by, note }) {
			const year = entry.postings[0]?.year;
			if (year === undefined) throw new Error('an entry without postings');
			const reverses =
				entry.reverses === null
					? null
					: (await db.journalEntry.findUnique({ where: { idempotencyKey: entry.reverses } }))?.id;
			if (reverses === undefined) throw new Error(`no entry ${entry.reverses} to reverse`);
			const made = await db.$executeRaw`
				INSERT INTO journal_entry (id, kind, idempotency_key, budget_year, reverses, note, at, by)
				VALUES (${id}::uuid, ${entry.kind}, ${entry.idempotencyKey}, ${year}, ${reverses}::uuid, ${note}, app_now(), ${by}::uuid)
				ON CONFLICT (idempotency_key) DO NOTHING`;
			if (made === 0) return false;
			await db.posting.createMany({
				data: entry.postings.map((posting) => ({
					id: identifiers.v7(),
					entryId: id,
					account: posting.account,
					sourceId: posting.sourceId,
					budgetYear: posting.year,
					applicationId: posting.caseId,
					amount: posting.amount
				}))
			});
			return true;
		},

		findEntry: (id) => storedEntry({ id }),
		findEntryByKey: (idempotencyKey) => storedEntry({ idempotencyKey }),

		async journal({ sourceId, year, page, size }) {
			const rows = await db.$queryRaw<ListedEntry[]>`
				SELECT e.id, e.kind, e.at, coalesce(p.full_name, '') AS "byName", e.budget_year AS year,
				  CASE t.account WHEN 'allocation' THEN -t.amount ELSE t.amount END AS amount, t.account,
				  t.application_id AS "applicationId", a.code AS "applicationCode", e.note, e.reverses, r.id AS "reversedBy",
				  count(*) OVER () AS total
				FROM journal_entry e
				JOIN posting t ON t.entry_id = e.id AND t.account <> 'available'
				LEFT JOIN person p ON p.id = e.by
				LEFT JOIN application a ON a.id = t.application_id
				LEFT JOIN journal_entry r ON r.reverses = e.id
				WHERE t.source_id = ${sourceId}::uuid AND (${year ?? null}::int IS NULL OR e.budget_year = ${year ?? null})
				ORDER BY e.at DESC, e.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
			return {
				rows: rows.map(({ total: _total, kind, account, ...row }): JournalRow => ({
					...row,
					kind: kindOf(kind),
					account: account === 'allocation' ? 'allocation' : 'committed'
				})),
				total: Number(rows[0]?.total ?? 0n)
			};
		}
	};
}
