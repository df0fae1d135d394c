import { FIRST_LETTERHEAD } from '#lib/domain/office/letterhead.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type {
	LetterheadRow,
	OfficeRepository,
	SignerRow,
	UnitHeadRow,
	UnitNameRow
} from '#lib/server/app/office/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

const LETTERHEAD = Prisma.sql`superior, office, office_in_text AS "officeInText",
	office_in_english AS "officeInEnglish", place, letters`;
const KEPT = Prisma.sql`t.id, t.starts_on AS "startsOn", t.ends_on AS "endsOn", p.full_name AS "addedBy"`;
const DATED = Prisma.sql`ORDER BY t.starts_on`;

export function officeRepository(rows: Rows): OfficeRepository {
	return {
		async letterheadOn(day) {
			const [row] = await rows<Letterhead>(Prisma.sql`SELECT ${LETTERHEAD} FROM letterhead
				WHERE starts_on <= ${day}::date ORDER BY starts_on DESC LIMIT 1`);
			return row ?? FIRST_LETTERHEAD;
		},

		async unitNameOn(key, day) {
			const [row] = await rows<{ name: string }>(Prisma.sql`
				SELECT n.name FROM unit_name n JOIN office_unit u ON u.id = n.unit_id
				WHERE u.key = ${key} AND n.starts_on <= ${day}::date AND (n.ends_on IS NULL OR n.ends_on > ${day}::date)`);
			return row?.name;
		},

		letterheads: () =>
			rows<LetterheadRow>(Prisma.sql`SELECT ${LETTERHEAD}, ${KEPT} FROM letterhead t
				LEFT JOIN person p ON p.id = t.added_by ${DATED}`),

		async units() {
			const units = await rows<{ id: string; key: string }>(
				Prisma.sql`SELECT id, key FROM office_unit ORDER BY key`
			);
			const names = await rows<UnitNameRow & { unitId: string }>(Prisma.sql`
				SELECT t.unit_id AS "unitId", t.name, ${KEPT} FROM unit_name t LEFT JOIN person p ON p.id = t.added_by ${DATED}`);
			const heads = await rows<UnitHeadRow & { unitId: string }>(Prisma.sql`
				SELECT t.unit_id AS "unitId", t.title, t.full_name AS "fullName", ${KEPT}
				FROM unit_head t LEFT JOIN person p ON p.id = t.added_by ${DATED}`);
			return units.map((unit) => ({
				...unit,
				names: names.filter(({ unitId }) => unitId === unit.id),
				heads: heads.filter(({ unitId }) => unitId === unit.id)
			}));
		},

		signers: () =>
			rows<SignerRow>(Prisma.sql`SELECT t.paper, t.manner, t.title, t.full_name AS "fullName",
				t.document_no AS "documentNo", t.document_on AS "documentOn", t.last_day AS "lastDay", ${KEPT}
				FROM paper_signer t LEFT JOIN person p ON p.id = t.added_by ${DATED}`),

		async addSigner({ id, by, startsOn, ...signer }) {
			const { paper, manner, title, fullName, documentNo, documentOn, lastDay } = signer;
			await rows(Prisma.sql`UPDATE paper_signer SET ends_on = ${startsOn}::date
				WHERE paper = ${paper} AND ends_on IS NULL`);
			await rows(Prisma.sql`INSERT INTO paper_signer
				(id, paper, manner, title, full_name, document_no, document_on, last_day, starts_on, added_at, added_by)
				VALUES (${id}::uuid, ${paper}, ${manner}, ${title}, ${fullName}, ${documentNo}, ${documentOn}::date,
					${lastDay}::date, ${startsOn}::date, app_now(), ${by}::uuid)`);
		},

		async printed() {
			const [row] = await rows<{ printed: boolean }>(
				Prisma.sql`SELECT EXISTS (SELECT 1 FROM official_record) AS printed`
			);
			return row?.printed === true;
		},

		async addLetterhead({
			id,
			superior,
			office,
			officeInText,
			officeInEnglish,
			place,
			letters,
			startsOn,
			by
		}) {
			await rows(Prisma.sql`UPDATE letterhead SET ends_on = ${startsOn}::date WHERE ends_on IS NULL`);
			await rows(Prisma.sql`
				INSERT INTO letterhead (id, superior, office, office_in_text, office_in_english, place, letters, starts_on, added_at, added_by)
				VALUES (${id}::uuid, ${superior}, ${office}, ${officeInText}, ${officeInEnglish}, ${place}, ${letters}, ${startsOn}::date, app_now(), ${by}::uuid)`);
		},

		async addUnit({ id, key, by }) {
			const added = await rows(Prisma.sql`INSERT INTO office_unit (id, key, added_at, added_by)
				VALUES (${id}::uuid, ${key}, app_now(), ${by}::uuid) ON CONFLICT (key) DO NOTHING RETURNING id`);
			return added.length > 0;
		},

		async addName({ id, unitId, name, startsOn, by }) {
			await rows(Prisma.sql`UPDATE unit_name SET ends_on = ${startsOn}::date
				WHERE unit_id = ${unitId}::uuid AND ends_on IS NULL`);
			await rows(Prisma.sql`INSERT INTO unit_name (id, unit_id, name, starts_on, added_at, added_by)
				VALUES (${id}::uuid, ${unitId}::uuid, ${name}, ${startsOn}::date, app_now(), ${by}::uuid)`);
		},

		async addHead({ id, unitId, title, fullName, startsOn, by }) {
			await rows(Prisma.sql`UPDATE unit_head SET ends_on = ${startsOn}::date
				WHERE unit_id = ${unitId}::uuid AND ends_on IS NULL`);
			await rows(Prisma.sql`INSERT INTO unit_head (id, unit_id, title, full_name, starts_on, added_at, added_by)
				VALUES (${id}::uuid, ${unitId}::uuid, ${title}, ${fullName}, ${startsOn}::date, app_now(), ${by}::uuid)`);
		}
	};
}
