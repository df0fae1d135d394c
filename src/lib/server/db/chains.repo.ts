import type { ApprovalChainStep } from '#lib/domain/budgets/approvals.ts';
import { SIGNING_KINDS } from '#lib/domain/budgets/signing.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { ChainVersion, ChainsRepository } from '#lib/server/app/budgets/chain-ports.ts';
import { localized } from './calls.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { ApprovalChain, ApprovalChainStep as StoredStep } from './generated/client.ts';

const IN_ORDER = { links: { orderBy: { stepNo: 'asc' } } } as const;

/** A version never changes once it is written: each is read once per process. */
const kept = new Map<string, ChainVersion>();

export function signingKind(text: string): SigningKind {
	const kind = SIGNING_KINDS.find((known) => known === text);
	if (kind === undefined) throw new Error(`a step of signing holds ${text}`);
	return kind;
}

function toStep(row: StoredStep): ApprovalChainStep {
	const { stepNo: step, turn, role } = row;
	return { step, turn, kind: signingKind(row.kind), role, label: localized(row.labelVi, row.labelEn) };
}

function toVersion(row: ApprovalChain & { readonly links: readonly StoredStep[] }): ChainVersion {
	const { id, key, version, validFrom } = row;
	return {
		id,
		key,
		version,
		title: localized(row.titleVi, row.titleEn),
		validFrom,
		steps: row.links.map(toStep)
	};
}

export function chainsRepository(db: Connection): ChainsRepository {
	return {
		async inForce(key) {
			const now = await clockRepository(db).now();
			const row = await db.approvalChain.findFirst({
				where: { key, validFrom: { lte: now } },
				orderBy: { validFrom: 'desc' },
				include: IN_ORDER
			});
			return row === null ? undefined : toVersion(row);
		},
		async find(id) {
			const known = kept.get(id);
			if (known !== undefined) return known;
			const row = await db.approvalChain.findUnique({ where: { id }, include: IN_ORDER });
			if (row === null) return undefined;
			const chain = toVersion(row);
			kept.set(id, chain);
			return chain;
		},
		async latest(key) {
			const row = await db.approvalChain.findFirst({
				where: { key },
				orderBy: { version: 'desc' },
				include: IN_ORDER
			});
			return row === null ? undefined : toVersion(row);
		},
		async insert({ id, key, version, title, validFrom, steps }) {
			const createdAt = await clockRepository(db).now();
			await db.approvalChain.create({
				data: {
					id,
					key,
					version,
					titleVi: title.vi,
					titleEn: title.en ?? '',
					steps: steps.length,
					validFrom,
					createdAt
				}
			});
			await db.approvalChainStep.createMany({
				data: steps.map(({ step, turn, kind, role, label }) => ({
					chainId: id,
					stepNo: step,
					turn,
					kind,
					role,
					labelVi: label.vi,
					labelEn: label.en ?? ''
				}))
			});
		}
	};
}
