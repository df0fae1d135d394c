import { isLetterKey } from '#lib/domain/letters/kinds.ts';
import type { KeptVersion, LettersRepository, WordsVersion } from '#lib/server/app/mail/letter-ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

interface StoredWords {
	readonly letter: string;
	readonly version: number;
	readonly own: boolean;
	readonly subjectVi: string;
	readonly bodyVi: string;
	readonly subjectEn: string;
	readonly bodyEn: string;
}

interface DatedWords extends StoredWords {
	readonly at: Date;
	readonly by: string;
}

const COLUMNS = Prisma.sql`w.letter, w.version, w.own, w.subject_vi AS "subjectVi", w.body_vi AS "bodyVi",
	w.subject_en AS "subjectEn", w.body_en AS "bodyEn"`;
const DATED = Prisma.sql`${COLUMNS}, w.amended_at AS at, coalesce(p.full_name, '') AS by`;
const AMENDED = Prisma.sql`letter_words w LEFT JOIN person p ON p.id = w.amended_by`;

/** A letter that the portal no longer has is none. */
function versionOf(row: StoredWords): readonly WordsVersion[] {
	const { letter, version, own, subjectVi, bodyVi, subjectEn, bodyEn } = row;
	if (!isLetterKey(letter)) return [];
	const words = { vi: { subject: subjectVi, body: bodyVi }, en: { subject: subjectEn, body: bodyEn } };
	return [{ letter, version, words: own ? null : words }];
}

function datedOf(row: DatedWords): readonly KeptVersion[] {
	return versionOf(row).map((version) => ({ ...version, at: row.at, by: row.by }));
}

export function lettersRepository(rows: Rows): LettersRepository {
	return {
		async inForce(letter) {
			const [row] = await rows<StoredWords>(Prisma.sql`
				SELECT ${COLUMNS} FROM letter_words w WHERE w.letter = ${letter} ORDER BY w.version DESC LIMIT 1`);
			return row === undefined ? undefined : versionOf(row)[0];
		},

		async allInForce() {
			const found = await rows<DatedWords>(Prisma.sql`
				SELECT DISTINCT ON (w.letter) ${DATED} FROM ${AMENDED} ORDER BY w.letter, w.version DESC`);
			return found.flatMap(datedOf);
		},

		async history(letter, { page, size }) {
			const found = await rows<DatedWords & { total: bigint }>(Prisma.sql`
				SELECT ${DATED}, count(*) OVER () AS total FROM ${AMENDED} WHERE w.letter = ${letter}
				ORDER BY w.version DESC LIMIT ${size}::int OFFSET ${(page - 1) * size}::int`);
			return { rows: found.flatMap(datedOf), total: Number(found[0]?.total ?? 0n) };
		},

		async add({ id, letter, version, words, by }) {
			await rows(Prisma.sql`
				INSERT INTO letter_words (id, letter, version, own, subject_vi, body_vi, subject_en, body_en, amended_at, amended_by)
				VALUES (${id}::uuid, ${letter}, ${version}::int, ${words === null}::boolean, ${words?.vi.subject ?? ''}, ${words?.vi.body ?? ''},
				  ${words?.en.subject ?? ''}, ${words?.en.body ?? ''}, app_now(), ${by}::uuid)`);
		}
	};
}
