import type { ApplicationsRepository } from '#lib/server/app/applications/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { DossierSeals } from './dossier-seals.ts';
import { openOwnRevision, sealRevision } from './sealed-revision.ts';

type Submissions = Pick<
	ApplicationsRepository,
	| 'revision'
	| 'nextCaseNumber'
	| 'addRevision'
	| 'revisions'
	| 'submit'
	| 'withdraw'
	| 'setReplacing'
	| 'replaceParticipants'
>;

export function applicationSubmissions(db: Connection, seals: DossierSeals): Submissions {
	return {
		async revision(id) {
			const row = await db.applicationRevision.findUnique({ where: { id } });
			if (row === null) return undefined;
			const { sealed, ...revision } = row;
			if (!sealed) return revision;
			return { ...revision, bytes: openOwnRevision(await seals.toRead(row.applicationId), row) };
		},

		async nextCaseNumber(series, year, issuer) {
			const [row] = await db.$queryRaw<
				{ value: number }[]
			>`SELECT next_number(${issuer}, ${series}, ${year}::int) AS value`;
			if (row === undefined) throw new Error('next_number() returned no row');
			return row.value;
		},

		async addRevision(revision, sealing) {
			const key = sealing === undefined ? undefined : await seals.toRead(revision.applicationId);
			const bytes =
				key === undefined || sealing === undefined
					? Buffer.from(revision.bytes)
					: sealRevision(key, revision, sealing);
			// A dossier that is sealed takes no revision in the clear: the database refuses it.
			await db.applicationRevision.create({ data: { ...revision, bytes, sealed: key !== undefined } });
		},

		revisions(applicationId) {
			return db.applicationRevision.findMany({
				where: { applicationId },
				omit: { bytes: true, sealed: true },
				orderBy: { number: 'desc' }
			});
		},

		async submit({ id, version, state }, to, submission) {
			const { count } = await db.application.updateMany({
				where: { id, version, state },
				data: {
					...submission,
					state: to,
					replacing: false,
					version: { increment: 1 },
					updatedAt: submission.submittedAt
				}
			});
			return count === 1;
		},

		async withdraw({ id, version, state }, to) {
			const { count } = await db.application.updateMany({
				where: { id, version, state },
				data: {
					state: to,
					slot: null,
					replacing: false,
					version: { increment: 1 },
					updatedAt: await clockRepository(db).now()
				}
			});
			return count === 1;
		},

		async setReplacing({ id, version }, replacing) {
			const { count } = await db.application.updateMany({
				where: { id, version, state: 'submitted', replacing: !replacing },
				data: { replacing, version: { increment: 1 }, updatedAt: await clockRepository(db).now() }
			});
			return count === 1;
		},

		async replaceParticipants(applicationId, participants) {
			await db.applicationParticipant.deleteMany({ where: { applicationId } });
			await db.applicationParticipant.createMany({
				data: participants.map(({ kind, name, taxCode }) => ({
					id: identifiers.v7(),
					applicationId,
					kind,
					name,
					taxCode: taxCode ?? null
				}))
			});
		}
	};
}
