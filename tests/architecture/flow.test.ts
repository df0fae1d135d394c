/** The flow is data that one place reads: nobody else knows a stage list, a mode of selection or a programme. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeFiles, linesWith, root, textOf } from '../support/source-files.ts';

/** Code that runs, without tests. The definition's shape and its reader name the keys; the flow reads them. */
const running = codeFiles().filter((file) => file.startsWith('src/') && !file.endsWith('.test.ts'));
const outside = running.filter(
	(file) =>
		!file.startsWith('src/lib/domain/flow/') &&
		!/^src\/lib\/domain\/definitions\/(definition|schema-one)\.ts$/.test(file) &&
		file !== 'src/lib/contracts/definitions/definition-shape.ts'
);

const KEYS =
	/(?<!['"])\bworkflow\??\.|\{[^}=]*\bworkflow\b[^}=]*\}\s*=|(?<!db\.)\b(approvalChain|surveyGroupsFrom)\b/;
const MODES = /['"](accept_or_decline|within_envelope|one_per_lot|as_council_concludes)['"]/;
const PROGRAMMES = new RegExp(
	`['"](${readdirSync(path.join(root, 'definitions'))
		.map((file) => {
			const { key } = JSON.parse(readFileSync(path.join(root, 'definitions', file), 'utf8')) as {
				key: string;
			};
			return key;
		})
		.join('|')})['"]`
);

describe('the flow of a definition', () => {
	it('is read by the flow alone', () => {
		expect(linesWith(outside, KEYS)).toEqual([]);
	});

	it('is not told apart by the mode of selection in code', () => {
		// Lists ask the column that the database keeps of each definition; a test holds it to the flow.
		const columns = 'src/lib/server/db/flow-columns.ts';
		expect(
			linesWith(
				outside.filter((file) => file !== columns),
				MODES
			)
		).toEqual([]);
		const facts = /\bd\.(selection_mode|surveys|has_opening)\b/;
		expect(
			linesWith(
				outside.filter((file) => file !== columns),
				facts
			)
		).toEqual([]);
	});

	it('knows no step of a chain by its number', () => {
		const money = outside.filter((file) => /\/(budgets|tham-dinh|tasks)\/|\/db\//.test(file));
		expect(linesWith(money, /\b(step|stepNo|step_no)\s*(===?|!==?|[<>]=?|:|=)\s*\d/)).toEqual([]);
	});

	it('answers every state that is written: no use case and no repository names one', () => {
		const server = running.filter(
			(file) => /^src\/lib\/server\/(app|db)\//.test(file) && !file.includes('/generated/')
		);
		const written = [
			/\bUPDATE (?:call|application|council|review_session|appraisal) SET\b[^`;]*?\bstate = '\w+'/g,
			/\bINSERT INTO (?:call|application|council|review_session|appraisal) (?:(?!ON CONFLICT)[^`])*?'[a-z_]+'/g,
			/\bdb\.(?:call|application|council|reviewSession|appraisal)\.(?:create|update|upsert)\w*\(\{(?:[^;]*?)\bdata: \{[^}]*?\bstate: '\w+'/g,
			/\.(?:advance\w*|startReview|endReview|openCall|publish|withdraw|submit|dissolve)\([^;]*?,\s*'[a-z_]+'/g
		];
		const named = server.flatMap((file) =>
			written.flatMap((pattern) => [...textOf(file).matchAll(pattern)].map(([text]) => `${file}: ${text}`))
		);
		expect(named).toEqual([]);
	});

	it('belongs to no programme that the code knows by its key', () => {
		const prose = /^\s*(\*|\/\*|\/\/)/;
		const named = linesWith(running, PROGRAMMES).filter((line) => {
			const code = line.slice(line.indexOf(' ') + 1);
			return !prose.test(code) && !code.includes('malformed(');
		});
		expect(named).toEqual([]);
	});
});
