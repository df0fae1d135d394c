import type { SetUpRepository, SetUpRow } from '#lib/server/app/setup/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

export function setUpRepository(rows: Rows): SetUpRepository {
	return {
		steps: () =>
			rows<SetUpRow>(Prisma.sql`SELECT DISTINCT ON (step) id, step, mark, code_hash AS "codeHash", at
				FROM set_up_step ORDER BY step, at DESC, id DESC`),

		async add({ id, step, mark, codeHash }) {
			await rows(Prisma.sql`INSERT INTO set_up_step (id, step, mark, code_hash, at)
				VALUES (${id}::uuid, ${step}, ${mark}, ${codeHash}, app_now())`);
		},

		async isDemonstration() {
			const [row] = await rows<{ demonstration: boolean }>(Prisma.sql`
				SELECT EXISTS (SELECT 1 FROM account WHERE demonstration)
				  OR EXISTS (SELECT 1 FROM app_clock WHERE offset_sec <> 0) AS demonstration`);
			return row?.demonstration === true;
		}
	};
}
