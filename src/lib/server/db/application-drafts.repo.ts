import { FIRST_APPLICATION_STATE } from '#lib/domain/workflow/application.ts';
import { EMPTY_SECTION } from '#lib/domain/definitions/answers.ts';
import type { SectionContent } from '#lib/domain/definitions/answers.ts';
import type { ApplicationsRepository, OpenSection } from '#lib/server/app/applications/ports.ts';
import { applicationState, toApplication } from './applications.map.ts';
import { callState } from './calls.map.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { DossierSeals } from './dossier-seals.ts';
import { Prisma } from './generated/client.ts';
import { SECTION, select } from './joined-rows.ts';
import type { Rows } from './rows.ts';
import { isSealedSection, openSectionContent, sealSectionContent } from './sealed-section.ts';
import type { StoredSection } from './sealed-section.ts';

type Drafts = Pick<
	ApplicationsRepository,
	'create' | 'inSlot' | 'lock' | 'openSection' | 'saveSection' | 'sections' | 'restoreSections'
>;

interface OpenSectionRow {
	readonly id: string;
	readonly organisation_id: string;
	readonly state: string;
	readonly replacing: boolean;
	readonly own_closes_at: Date | null;
	readonly title: string;
	readonly call_id: string;
	readonly programme: string;
	readonly definition_id: string;
	readonly call_state: string;
	readonly opens_at: Date;
	readonly closes_at: Date;
	readonly variant: string;
	readonly content: StoredSection;
	readonly version: number;
	readonly now: Date;
	/** Of a sealed dossier: its key. */
	readonly wrapped: string | null;
}

function toOpenSection(row: OpenSectionRow, content: SectionContent): OpenSection {
	return {
		application: {
			id: row.id,
			organisationId: row.organisation_id,
			state: applicationState(row.state),
			replacing: row.replacing,
			ownClosesAt: row.own_closes_at,
			title: row.title
		},
		call: {
			id: row.call_id,
			programme: row.programme,
			definitionId: row.definition_id,
			state: callState(row.call_state),
			opensAt: row.opens_at,
			closesAt: row.closes_at
		},
		variant: row.variant,
		content,
		version: row.version,
		now: row.now
	};
}

/** Working copies. Only `answers.ts` of the core writes a section's content, so what is read back has its shape. */
export function applicationDrafts(db: Connection, rows: Rows, seals: DossierSeals): Drafts {
	// A section is opened and saved in one transaction, which has its own of this map.
	const opened = new Map<string, Buffer | undefined>();
	const keyOf = async (id: string): Promise<Buffer | undefined> =>
		opened.has(id) ? opened.get(id) : seals.toWrite(id);
	/** The name of the task is public; what the dossier calls itself is not. */
	const nameAfterLot = async (id: string): Promise<void> => {
		await db.$executeRaw`
			UPDATE application a SET title = l.title_vi FROM lot l WHERE l.id = a.lot_id AND a.id = ${id}::uuid`;
	};
	return {
		async create({ sections, ...application }) {
			const at = await clockRepository(db).now();
			const { id, callId } = application;
			const sealed = await seals.isWanted(callId);
			await db.application.create({
				data: {
					...application,
					title: sealed ? '' : application.title,
					state: FIRST_APPLICATION_STATE,
					createdAt: at,
					updatedAt: at
				}
			});
			const key = sealed ? await seals.begin(id) : undefined;
			if (sealed) await nameAfterLot(id);
			await db.answerSection.createMany({
				data: sections.map((sectionKey) => ({
					applicationId: application.id,
					sectionKey,
					content: (key === undefined
						? EMPTY_SECTION
						: sealSectionContent(key, id, sectionKey, EMPTY_SECTION)) as unknown as Prisma.InputJsonValue,
					updatedAt: at,
					updatedBy: application.createdBy
				}))
			});
		},

		async inSlot(slot) {
			const row = await db.application.findUnique({ where: { slot } });
			return row === null ? undefined : toApplication(row);
		},

		async lock(id) {
			const locked = await db.$queryRaw<
				unknown[]
			>`SELECT 1 FROM application WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
			if (locked.length === 0) return undefined;
			const row = await db.application.findUnique({ where: { id } });
			return row === null ? undefined : toApplication(row);
		},

		async openSection(id, sectionKey) {
			const [row] = await rows<OpenSectionRow>(Prisma.sql`
				SELECT a.id, a.organisation_id, a.state, a.replacing, a.own_closes_at, a.title, c.id AS call_id, c.programme, c.definition_id,
				  c.state AS call_state, c.opens_at, c.closes_at, l.variant, s.content, s.version, app_now() AS now,
				  CASE WHEN z.opened_at IS NULL THEN z.wrapped END AS wrapped
				FROM application a
				JOIN call c ON c.id = a.call_id
				JOIN lot l ON l.id = a.lot_id
				JOIN answer_section s ON s.application_id = a.id AND s.section_key = ${sectionKey}
				LEFT JOIN sealed_application z ON z.application_id = a.id
				WHERE a.id = ${id}::uuid
				FOR NO KEY UPDATE OF a, s`);
			if (row === undefined) return undefined;
			const key = row.wrapped === null ? undefined : seals.unwrap(id, row.wrapped);
			opened.set(id, key);
			return toOpenSection(row, openSectionContent(key, id, sectionKey, row.content));
		},

		async saveSection({ applicationId, sectionKey, content, version, by, title }) {
			const key = await keyOf(applicationId);
			const kept = key === undefined ? content : sealSectionContent(key, applicationId, sectionKey, content);
			// The trigger that folds the title runs only when the title is written.
			const renamed =
				title === undefined || key !== undefined ? Prisma.empty : Prisma.sql`, title = ${title}`;
			const [row] = await rows<{ at: Date }>(Prisma.sql`
				WITH saved AS (
				  UPDATE answer_section SET content = ${JSON.stringify(kept)}::jsonb, version = ${version}::int,
				    updated_at = app_now(), updated_by = ${by}::uuid
				  WHERE application_id = ${applicationId}::uuid AND section_key = ${sectionKey}
				  RETURNING updated_at)
				UPDATE application SET updated_at = saved.updated_at${renamed} FROM saved
				WHERE id = ${applicationId}::uuid RETURNING application.updated_at AS at`);
			if (row === undefined)
				throw new Error(`section ${sectionKey} of ${applicationId} is not there to be saved`);
			return row.at;
		},

		async sections(id) {
			const found = await select(
				rows,
				'answer_section',
				SECTION,
				Prisma.sql`WHERE application_id = ${id}::uuid`
			);
			const stored = found.map((row) => ({ ...row, content: row.content as unknown as StoredSection }));
			const key = stored.some(({ content }) => isSealedSection(content)) ? await seals.toRead(id) : undefined;
			return stored.map((row) => ({
				...row,
				content: openSectionContent(key, id, row.sectionKey, row.content)
			}));
		},

		async restoreSections(id, sections, by) {
			const key = await keyOf(id);
			const kept = sections.map(({ sectionKey, content }) => ({
				sectionKey,
				content: key === undefined ? content : sealSectionContent(key, id, sectionKey, content)
			}));
			await db.$executeRaw`
				UPDATE answer_section s SET content = v.content, version = s.version + 1, updated_at = app_now(), updated_by = ${by}::uuid
				FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS v("sectionKey" text, content jsonb)
				WHERE s.application_id = ${id}::uuid AND s.section_key = v."sectionKey"`;
		}
	};
}
