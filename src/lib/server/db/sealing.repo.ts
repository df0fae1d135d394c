import type { ShareMark } from '#lib/domain/intake/opening-key.ts';
import type { BudgetsRepository } from '#lib/server/app/budgets/ports.ts';
import type { OpeningKeyRow, SealedFacts, SealingRepository } from '#lib/server/app/sealing/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { keyForOpening, openRevision } from './sealed-revision.ts';

interface RevisionBytes {
	readonly id: string;
	readonly applicationId: string;
	readonly number: number;
	readonly hash: string;
	readonly bytes: Buffer;
}

export function sealingRepository(rows: Rows, budgets: BudgetsRepository): SealingRepository {
	const sealedRevision = async (id: string): Promise<RevisionBytes | undefined> => {
		const [row] = await rows<RevisionBytes>(Prisma.sql`
			SELECT id, application_id AS "applicationId", number, hash, bytes FROM application_revision
			WHERE id = ${id}::uuid AND sealed`);
		return row;
	};

	/** What the submission would have written where nothing is sealed. */
	const writeFacts = async (applicationId: string, facts: SealedFacts): Promise<void> => {
		const { title, requested, own, participants, budget } = facts;
		await rows(Prisma.sql`
			UPDATE application SET title = ${title}, requested = ${requested}, own = ${own} WHERE id = ${applicationId}::uuid`);
		const named = participants.map((one) => ({ ...one, id: identifiers.v7() }));
		await rows(Prisma.sql`
			INSERT INTO application_participant (id, application_id, kind, name, tax_code)
			SELECT p.id, ${applicationId}::uuid, p.kind, p.name, p."taxCode"
			FROM jsonb_to_recordset(${JSON.stringify(named)}::jsonb) AS p(id uuid, kind text, name text, "taxCode" text)`);
		if (budget === null) return;
		const [version] = await rows<{ version: number }>(Prisma.sql`
			UPDATE budget_version SET sealed = NULL WHERE id = ${budget.versionId}::uuid RETURNING version`);
		if (version === undefined) throw new Error(`the budget version ${budget.versionId} is gone`);
		await budgets.upsertLines(budget.versionId, budget.lines);
		await budgets.settle({ id: budget.versionId, ...version }, budget);
		await budgets.freeze(budget.versionId);
	};

	/** A file that the revision does not name was taken away before: it stays sealed. */
	const openFiles = async (applicationId: string, { files }: SealedFacts): Promise<void> => {
		await rows(Prisma.sql`
			UPDATE application_document d SET opened = f.file
			FROM (SELECT file, (file ->> 'id')::uuid AS id FROM jsonb_array_elements(${JSON.stringify(files)}::jsonb) AS file) f
			WHERE d.id = f.id AND d.application_id = ${applicationId}::uuid AND d.opened IS NULL`);
	};

	return {
		async openingKey(callId) {
			const [row] = await rows<OpeningKeyRow>(Prisma.sql`
				SELECT call_id AS "callId", recipient, holders, enrolled_by AS "enrolledBy", enrolled_at AS "enrolledAt"
				FROM opening_key WHERE call_id = ${callId}::uuid`);
			return row;
		},

		async setOpeningKey({ callId, recipient, holders, enrolledBy, enrolledAt }) {
			const marks: readonly ShareMark[] = holders;
			await rows(Prisma.sql`
				INSERT INTO opening_key (call_id, recipient, holders, enrolled_by, enrolled_at)
				VALUES (${callId}::uuid, ${recipient}, ${JSON.stringify(marks)}::jsonb, ${enrolledBy}::uuid, ${enrolledAt})
				ON CONFLICT (call_id) DO UPDATE SET recipient = EXCLUDED.recipient, holders = EXCLUDED.holders,
				  enrolled_by = EXCLUDED.enrolled_by, enrolled_at = EXCLUDED.enrolled_at`);
		},

		async removeOpeningKey(callId) {
			const gone = await rows(
				Prisma.sql`DELETE FROM opening_key WHERE call_id = ${callId}::uuid RETURNING call_id`
			);
			return gone.length === 1;
		},

		async sealingOf(applicationId) {
			const [row] = await rows<Pick<OpeningKeyRow, 'callId' | 'recipient'>>(Prisma.sql`
				SELECT k.call_id AS "callId", k.recipient FROM sealed_application z
				JOIN application a ON a.id = z.application_id JOIN opening_key k ON k.call_id = a.call_id
				WHERE z.application_id = ${applicationId}::uuid AND z.opened_at IS NULL`);
			return row;
		},

		async keyForOpening(revisionId) {
			const row = await sealedRevision(revisionId);
			return row === undefined ? undefined : keyForOpening(row.bytes);
		},

		async open({ applicationId, revisionId }, key) {
			const row = await sealedRevision(revisionId);
			const opened = row === undefined ? undefined : openRevision(key, row, row.bytes);
			if (opened === undefined || row?.applicationId !== applicationId) return false;
			await rows(Prisma.sql`
				UPDATE sealed_application SET opened_at = app_now() WHERE application_id = ${applicationId}::uuid AND opened_at IS NULL`);
			await rows(Prisma.sql`
				UPDATE application_revision SET bytes = ${opened.bytes}, sealed = false WHERE id = ${revisionId}::uuid`);
			await writeFacts(applicationId, opened.facts);
			await openFiles(applicationId, opened.facts);
			return true;
		}
	};
}
