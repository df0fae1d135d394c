/** What becomes final, moves money or changes who decides asks first: a table over every act of the permission table. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/lib/domain/access/routes.ts';
import type { Action } from '../../src/lib/domain/access/policy.ts';

const ROOT = path.resolve(import.meta.dirname, '../../src/routes');

/** Permissions under which something becomes final, money moves or somebody gains or loses a say. */
const WEIGHTY: ReadonlySet<Action> = new Set([
	'application.submit',
	'application.withdraw',
	'application.survey',
	'budget.appraise',
	'budget.prepare',
	'budget.countersign',
	'budget.verify',
	'budget.approve',
	'budget.give_back',
	'budget.decline_rejection',
	'call.manage',
	'call.open_dossiers',
	'council.manage',
	'fund.allocate',
	'fund.create',
	'factor.recover',
	'grant.give',
	'person.manage',
	'result.issue',
	'selection.amend',
	'selection.close',
	'session.run',
	'session.close',
	'sheet.score'
] satisfies Action[]);

/** Acts under those permissions that ask nothing, and why they need not. */
const PLAIN: Readonly<Record<string, string>> = {
	'/(applicant)/ho-so/[id]/nop default': 'the page itself is the question, with its list and its declaration',
	'/(applicant)/ho-so/[id] replace': 'opens a draft beside the standing dossier',
	'/(office)/van-phong/ho-so/[id]/khao-sat save': 'a draft',
	'/(office)/van-phong/ho-so/[id]/khao-sat upload': 'a file of a draft',
	'/(office)/van-phong/dot/moi default': 'a draft',
	'/(office)/van-phong/dot/[code]/thay-doi again': 'a draft',
	'/(office)/van-phong/dot/[code] edit': 'a draft',
	'/(office)/van-phong/dot/[code] addLot': 'a draft',
	'/(office)/van-phong/dot/[code] removeLot': 'a draft',
	'/(office)/van-phong/dot/[code]/hoi-dong create': 'a draft',
	'/(office)/van-phong/dot/[code]/hoi-dong add': 'the person may be taken off again',
	'/(office)/van-phong/dot/[code]/hoi-dong plan': 'may be planned anew',
	'/(committee)/hoi-dong/[council]/cham/[id] save': 'a draft',
	'/(committee)/hoi-dong/[council]/phien/[lot] attendance': 'may be recorded anew until the tally',
	'/(committee)/hoi-dong/[council]/phien/[lot] board': 'may be recorded anew until the tally',
	'/(committee)/hoi-dong/[council]/phien/[lot] conclusion': 'a draft until the session is closed',
	'/(finance)/tham-dinh/[id] save': 'a draft until it is signed',
	'/(finance)/tham-dinh/[id] addLine': 'a draft until it is signed',
	'/(finance)/tham-dinh/[id] giveBack': 'goes back to be prepared again, with a reason',
	'/(finance)/tham-dinh/[id] khoan': 'may be recorded anew until it is signed',
	'/(finance)/tham-dinh/[id] declineRejection': 'goes back to be prepared again, with a reason',
	'/(finance)/nguon-kinh-phi create': 'a source without money',
	'/(admin)/quan-tri/nguoi-dung/[id] disable': 'may be enabled again',
	'/(admin)/quan-tri/nguoi-dung/[id] enable': 'may be disabled again',
	'/(admin)/quan-tri/nguoi-dung/[id] invite': 'a letter',
	'/(admin)/quan-tri/nguoi-dung/[id] stopRecovery': 'may be asked for again'
};

const doors = Object.entries(ROUTES).flatMap(([route, { acts = {} }]) =>
	route.startsWith('/api/')
		? []
		: Object.entries(acts).flatMap(([act, action]) =>
				WEIGHTY.has(action) || act === 'abandon' ? [{ route, act }] : []
			)
);

/** Makers of several acts that ask only where the act says so: what it says then. */
const CONDITIONAL: Readonly<Record<string, RegExp>> = {
	act: /questionOf[A-Z]/,
	oneButton: /'(withdraw|abandon)'\)/,
	reject: /'(propose|check|reject)'\)/
};
/** A question given to `formAction`, or handed to `askFirst` by an act that answers by itself; both answer 428. */
const ASKING = /\b(?:ask|prove):(?!\s*undefined\b)|\baskFirst\(/;

/** Whether the act, or what it calls in its file, asks its question first. */
function asks(route: string, act: string): boolean {
	const file = path.join(ROOT, route, '+page.server.ts');
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const named = new Map<string, string>();
	let own: string | undefined;
	const visit = (node: ts.Node): void => {
		if (ts.isFunctionDeclaration(node) && node.name !== undefined) named.set(node.name.text, node.getText());
		if (ts.isVariableDeclaration(node) && node.name.getText() === 'actions' && node.initializer !== undefined)
			own = ts.isObjectLiteralExpression(node.initializer)
				? node.initializer.properties.find((property) => property.name?.getText() === act)?.getText()
				: undefined;
		ts.forEachChild(node, visit);
	};
	visit(source);
	if (own === undefined) throw new Error(`no act ${act} in ${file}`);
	const text = own;
	if (ASKING.test(text)) return true;
	return [...named].some(
		([name, body]) =>
			new RegExp(`\\b${name}\\b[(<]`).test(text) &&
			ASKING.test(body) &&
			(CONDITIONAL[name]?.test(text) ?? true)
	);
}

describe('an act that becomes final, moves money or changes who decides', () => {
	it.each(doors.filter(({ route, act }) => PLAIN[`${route} ${act}`] === undefined))(
		'$route $act asks first',
		({ route, act }) => {
			expect(asks(route, act)).toBe(true);
		}
	);

	it('is left out of that only by name and with a reason', () => {
		const known = new Set(doors.map(({ route, act }) => `${route} ${act}`));
		expect(Object.keys(PLAIN).filter((door) => !known.has(door))).toEqual([]);
	});
});
