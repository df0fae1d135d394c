import path from 'node:path';
import ts from 'typescript';
import { sourceFiles, textOf } from '../support/source-files.ts';

/** What a route answers to, read from its files. */
export interface RouteFacts {
	/** GET and HEAD. */
	readonly view: boolean;
	/** A page, with form actions; else an endpoint, with methods. */
	readonly page: boolean;
	/** Names of form actions and methods other than GET and HEAD. */
	readonly acts: readonly string[];
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback']);

/** `export const` declarations of a module with what they are set to. */
function exportsOf(file: string): Map<string, ts.Expression | undefined> {
	const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
	const found = new Map<string, ts.Expression | undefined>();
	for (const statement of source.statements) {
		const exported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
		if (ts.isFunctionDeclaration(statement) && exported && statement.name !== undefined) {
			found.set(statement.name.text, undefined);
		}
		if (ts.isVariableStatement(statement) && exported) {
			for (const { name, initializer } of statement.declarationList.declarations) {
				if (ts.isIdentifier(name)) found.set(name.text, initializer);
			}
		}
		if (ts.isExportDeclaration(statement)) throw new Error(`${file}: exports that cannot be read from here`);
	}
	return found;
}

/** Names of form actions; anything but a plain object of named members could hide one, and is refused. */
function actionsOf(file: string): string[] {
	const found = exportsOf(file);
	if (!found.has('actions')) return [];
	let written = found.get('actions');
	while (written !== undefined && (ts.isSatisfiesExpression(written) || ts.isAsExpression(written))) {
		written = written.expression;
	}
	if (written === undefined || !ts.isObjectLiteralExpression(written)) {
		throw new Error(`${file}: actions must be written as one object`);
	}
	return written.properties.map((property) => {
		const name = property.name;
		if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) {
			throw new Error(`${file}: an action without a name`);
		}
		return name.text;
	});
}

/** Every route of the portal by its id, as SvelteKit would find it. */
export function readRoutes(): Map<string, RouteFacts> {
	const routes = new Map<string, RouteFacts>();
	for (const file of sourceFiles('src/routes')) {
		const name = path.posix.basename(file);
		if (name !== '+page.svelte' && name !== '+page.server.ts' && name !== '+server.ts') continue;
		const folder = path.posix.dirname(file).slice('src/routes'.length);
		const id = folder === '' ? '/' : folder;
		const before = routes.get(id) ?? { view: false, page: false, acts: [] };
		if (name === '+server.ts') {
			const methods = [...exportsOf(file).keys()].filter((known) => METHODS.has(known));
			const acts = methods.filter((method) => method !== 'GET' && method !== 'HEAD');
			routes.set(id, {
				view: before.view || acts.length < methods.length,
				page: before.page,
				acts: [...before.acts, ...acts]
			});
		} else {
			const acts = name === '+page.server.ts' ? actionsOf(file) : [];
			routes.set(id, { view: true, page: true, acts: [...before.acts, ...acts] });
		}
	}
	return routes;
}
