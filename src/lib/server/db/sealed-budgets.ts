import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetVersionRow, StoredLine } from '#lib/server/app/budgets/ports.ts';
import { openValue, sealValue } from './dossier-seals.ts';
import type { DossierSeals } from './dossier-seals.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { enteredFromJson, linesToJson } from './sealed-lines.ts';
import type { LineRecord } from './sealed-lines.ts';

type Figures = Pick<BudgetVersionRow, 'hash' | 'stateTotal' | 'ownTotal' | 'justifications' | 'frozenAt'>;

/** A version of the budget of a sealed dossier: figures and lines lie in one value, and no row has them. */
interface HeldBudget extends Figures {
	readonly versionId: string;
	readonly applicationId: string;
	readonly lines: readonly LineRecord[];
}

interface BudgetJson {
	readonly lines: readonly LineRecord[];
	readonly hash: string | null;
	readonly stateTotal: string;
	readonly ownTotal: string;
	readonly justifications: Justifications;
	readonly frozenAt: string | null;
}

const NOTHING: Figures & { readonly lines: readonly LineRecord[] } = {
	...{ lines: [], hash: null, stateTotal: 0n, ownTotal: 0n, justifications: {}, frozenAt: null }
};

function read(key: Uint8Array, versionId: string, sealed: string): Omit<HeldBudget, 'applicationId'> {
	const json = openValue(key, 'budget', versionId, sealed) as BudgetJson;
	return {
		versionId,
		...json,
		stateTotal: BigInt(json.stateTotal),
		ownTotal: BigInt(json.ownTotal),
		frozenAt: json.frozenAt === null ? null : new Date(json.frozenAt)
	};
}

/** What budgets of sealed dossiers do in the place of rows; each method takes what `held` gave. */
export function sealedBudgets(rows: Rows, seals: DossierSeals) {
	const write = async (
		key: Uint8Array,
		versionId: string,
		budget: Omit<HeldBudget, 'applicationId' | 'versionId'>
	) => {
		const json: BudgetJson = {
			lines: budget.lines,
			hash: budget.hash,
			stateTotal: String(budget.stateTotal),
			ownTotal: String(budget.ownTotal),
			justifications: budget.justifications,
			frozenAt: budget.frozenAt?.toISOString() ?? null
		};
		await rows(
			Prisma.sql`UPDATE budget_version SET sealed = ${sealValue(key, 'budget', versionId, json)} WHERE id = ${versionId}::uuid`
		);
	};
	/** A frozen budget does not change: the twin of the guard over rows. */
	const change = async (held: HeldBudget, to: Partial<HeldBudget>): Promise<void> => {
		if (held.frozenAt !== null) throw new Error(`the budget version ${held.versionId} is frozen`);
		await write(await seals.toRead(held.applicationId), held.versionId, { ...held, ...to });
	};
	return {
		/** Undefined: its lines and figures are rows. */
		async held(versionId: string): Promise<HeldBudget | undefined> {
			const [row] = await rows<{ sealed: string | null; applicationId: string }>(Prisma.sql`
				SELECT v.sealed, b.application_id AS "applicationId" FROM budget_version v JOIN budget b ON b.id = v.budget_id
				WHERE v.id = ${versionId}::uuid`);
			if (row === undefined || row.sealed === null) return undefined;
			const { applicationId, sealed } = row;
			return { ...read(await seals.toRead(applicationId), versionId, sealed), applicationId };
		},

		async withFigures(
			applicationId: string,
			versions: readonly { readonly row: BudgetVersionRow; readonly sealed: string | null }[]
		): Promise<BudgetVersionRow[]> {
			const key = versions.some(({ sealed }) => sealed !== null)
				? await seals.toRead(applicationId)
				: undefined;
			return versions.map(({ row, sealed }) => {
				if (key === undefined || sealed === null) return row;
				const { lines: _lines, versionId: _id, ...figures } = read(key, row.id, sealed);
				return { ...row, ...figures };
			});
		},

		/** Of a version that was just made. */
		async begin(applicationId: string, versionId: string): Promise<void> {
			const key = await seals.toWrite(applicationId);
			if (key !== undefined) await write(key, versionId, NOTHING);
		},

		keep: change,

		lines: (held: HeldBudget | undefined): StoredLine[] => enteredFromJson(held?.lines ?? []),

		/** How many lines are new or others; any makes the figures those of before. */
		async upsert(held: HeldBudget, lines: readonly StoredLine[]): Promise<number> {
			const before = new Map(held.lines.map((one) => [one.key, one]));
			const changed = linesToJson(lines).filter(
				(one) => JSON.stringify(before.get(one.key)) !== JSON.stringify(one)
			);
			for (const one of changed) before.set(one.key, one);
			if (changed.length > 0) await change(held, { lines: [...before.values()], hash: null });
			return changed.length;
		},

		async remove(held: HeldBudget, keys: readonly string[]): Promise<number> {
			const lines = held.lines.filter(({ key }) => !keys.includes(key));
			const gone = held.lines.length - lines.length;
			if (gone > 0) await change(held, { lines, hash: null });
			return gone;
		},

		async freeze(held: HeldBudget): Promise<void> {
			const [now] = await rows<{ at: Date }>(Prisma.sql`SELECT app_now() AS at`);
			await change(held, { frozenAt: now?.at ?? null });
		}
	};
}
