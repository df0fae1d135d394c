/** What waits for whom is one table: one place writes it, and nobody else reckons it. */
import { describe, expect, it } from 'vitest';
import { STAGE_KINDS } from '#lib/domain/flow/stage-kinds.ts';
import { codeFiles, linesWith, textOf } from '../support/source-files.ts';

const running = codeFiles().filter(
	(file) => file.startsWith('src/') && !file.endsWith('.test.ts') && !file.includes('/generated/')
);

describe('the table of work', () => {
	it('is written by one repository, and read by two more', () => {
		const others = running.filter(
			(file) => !/^src\/lib\/server\/db\/(work|tasks|reminders)\.repo\.ts$/.test(file)
		);
		expect(linesWith(others, /(FROM|JOIN|INTO|UPDATE)\s+work_(item|mark)\b|\.work(Item|Mark)\b/)).toEqual([]);
		expect(
			linesWith(
				['tasks', 'reminders'].map((name) => `src/lib/server/db/${name}.repo.ts`),
				/(INSERT INTO|UPDATE|DELETE FROM) work_/
			)
		).toEqual([]);
	});

	it('is settled once in each verb, and beside the verbs only by what keeps it', () => {
		const callers = running.filter((file) => /\bsettle(Own)?Work\(/.test(textOf(file))).sort();
		expect(callers).toEqual([
			'src/lib/server/app/steps/work/keep-work.ts',
			'src/lib/server/app/steps/work/settle-work.ts',
			'src/lib/server/app/use-case.ts'
		]);
	});

	it('has the work of each kind of stage in the folder of the stage, which names it', () => {
		for (const [key, { work }] of Object.entries(STAGE_KINDS)) {
			const text = textOf(`src/lib/domain/flow/stages/${key}/work.ts`);
			const given = [...text.matchAll(/'([a-z_]+)'/g)].map(([, kind]) => kind);
			for (const kind of work) expect([key, given]).toEqual([key, expect.arrayContaining([kind])]);
		}
	});
});
