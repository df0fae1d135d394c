/** Every column of the schema has a class, and what sounds like somebody's is classed by name. */
import { describe, expect, it } from 'vitest';
import { FIELD_MAP, classOf } from '#lib/domain/privacy/field-map.ts';
import { textOf } from '../support/source-files.ts';

interface Column {
	readonly table: string;
	readonly name: string;
	readonly type: string;
}

const SCALARS = new Set([
	'String',
	'Int',
	'BigInt',
	'Boolean',
	'DateTime',
	'Json',
	'Bytes',
	'Decimal',
	'Unsupported'
]);

/** Columns as the database names them. */
function columnsOf(schema: string): Column[] {
	return [...schema.matchAll(/^model \w+ \{(.*?)^\}/gms)].flatMap(([, body = '']) => {
		const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
		return body.split('\n').flatMap((line) => {
			const [, field = '', type = ''] = /^\s+(\w+)\s+(\w+)/.exec(line) ?? [];
			if (!SCALARS.has(type)) return [];
			return [{ table, name: /@map\("(\w+)"\)/.exec(line)?.[1] ?? field, type }];
		});
	});
}

const columns = columnsOf(textOf('prisma/schema.prisma'));

/** Names and kinds under which somebody's data would come. */
const SOUNDS_PERSONAL =
	/(^|_)(email|phone|full_name|rep_name|name|recipient|participants|address|password|token|device|person)(_|$)|password|token_hash/;
const HOLDS_ANYTHING = new Set(['payload', 'content', 'before', 'after', 'typed', 'facts', 'bytes']);

/** Columns that are classed by their table alone, though they sound like somebody's. */
function unnamed(all: readonly Column[]): string[] {
	return all
		.filter(
			({ name, type }) =>
				(SOUNDS_PERSONAL.test(name) && !name.endsWith('_id')) || (HOLDS_ANYTHING.has(name) && type !== 'Int')
		)
		.filter(({ table, name }) => {
			const of = FIELD_MAP[table]?.of;
			return of !== 'personal' && of !== 'secret' && FIELD_MAP[table]?.columns?.[name] === undefined;
		})
		.map(({ table, name }) => `${table}.${name}`);
}

describe('the map of fields', () => {
	it('knows every column of the schema', () => {
		expect(columns.length).toBeGreaterThan(700);
		const unknown = columns.filter(({ table, name }) => classOf(table, name) === undefined);
		expect(unknown.map(({ table, name }) => `${table}.${name}`)).toEqual([]);
	});

	it('names no table and no column that is not there', () => {
		const there = new Set(columns.map(({ table, name }) => `${table}.${name}`));
		const tables = new Set(columns.map(({ table }) => table));
		const gone = Object.entries(FIELD_MAP).flatMap(([table, { columns: named = {} }]) => [
			...(tables.has(table) ? [] : [table]),
			...Object.keys(named).flatMap((name) => (there.has(`${table}.${name}`) ? [] : [`${table}.${name}`]))
		]);
		expect(gone).toEqual([]);
	});

	it('classes by name what sounds like somebody’s, or may hold anything', () => {
		expect(unnamed(columns)).toEqual([]);
		const planted = { table: 'counter', name: 'email', type: 'String' };
		expect(unnamed([planted])).toEqual(['counter.email']);
	});

	it('keeps what opens a door a secret', () => {
		for (const { table, name } of columns.filter(
			({ name }) => /_hash$/.test(name) && /token|password|device|code/.test(name)
		))
			expect(classOf(table, name), `${table}.${name}`).toBe('secret');
	});

	it('lets nothing of a dossier, a paper or the log go by itself', () => {
		const passing = Object.entries(FIELD_MAP).flatMap(([table, { keep }]) =>
			keep === 'passing' ? [table] : []
		);
		expect(passing.sort()).toEqual([
			'account_token',
			'attempt_limit',
			'draft_write',
			'factor_challenge',
			'kept_object',
			'known_device',
			'session',
			'sign_up',
			'upload_piece',
			'work_mark'
		]);
	});
});
