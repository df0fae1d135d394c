/** A route's actions are made by the one function: read, ask, do, say. Those that differ are named with the reason. */
import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from '../support/source-files.ts';

/** Actions that answer by themselves, and why. This list only gets shorter. */
const OWN: Readonly<Record<string, string>> = {
	'src/routes/(applicant)/ho-so/[id]/nop/+page.server.ts':
		'several declarations have one name, and a second press finds the receipt of the first',
	'src/routes/(applicant)/ho-so/[id]/phan/[section]/+page.server.ts':
		'the definition says what the form holds, and conflicts come back beside what was kept',
	'src/routes/(applicant)/ho-so/[id]/tai-lieu/+page.server.ts':
		'a refused file is said at its item of the checklist',
	'src/routes/(applicant)/ho-so/moi/+page.server.ts': 'its refusal leads to the dossier that exists already',
	'src/routes/(committee)/hoi-dong/[council]/cham/[id]/+page.server.ts':
		'the sheet is kept before its question, and with a refusal',
	'src/routes/(office)/van-phong/ho-so/[id]/khao-sat/+page.server.ts':
		'the minutes are kept before their question',
	'src/routes/(public)/dang-ky/+page.server.ts': 'two forms in one, in three steps'
};

const routes = sourceFiles('src/routes').filter((file) => file.endsWith('.ts'));
const acting = routes.filter((file) => /\bexport const actions\b/.test(textOf(file)));
const answering = routes.filter((file) =>
	/import\s*\{[^}]*\b(?:failWith|askFirst|fail)\b[^}]*\}\s*from\s*'(?:@sveltejs\/kit|#lib\/server\/http\/[a-z-]+\.ts)'/.test(
		textOf(file)
	)
);

describe('the actions of a route', () => {
	it('are known here', () => {
		expect(acting.length).toBeGreaterThan(35);
	});

	it('are made by the one function', () => {
		const made =
			/import\s*\{[^}]*\b(?:form|file|button)Action\b[^}]*\}\s*from\s*'#lib\/server\/http\/form-action\.ts'/;
		expect(acting.filter((file) => !made.test(textOf(file)) && OWN[file] === undefined)).toEqual([]);
	});

	it('answer by themselves only where they differ', () => {
		expect(answering).toEqual(Object.keys(OWN).sort());
	});
});
