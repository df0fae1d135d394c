import type { Request } from 'autocannon';
import type pg from 'pg';
import type { SaveOperations } from '../../src/lib/contracts/drafts/save-operations.ts';
import { CONFIRMED } from '../../src/lib/contracts/question.ts';
import { idOf } from './world.ts';
import type { Asker } from './load.ts';

/** One thing that people do all day, as HTTP asks it and as the database alone would have to do it. */
export interface BenchCase {
	readonly name: string;
	readonly kind: 'page' | 'write';
	/** Made anew for every measurement; told how many connections will ask. */
	readonly askers: (about: {
		readonly admin: pg.Client;
		readonly origin: string;
		/** How many applications the world has, a tenth of them in each call. */
		readonly applications: number;
	}) => Promise<(connection: number) => Asker>;
	/** What a page says when it is the right one: its unpacked answer must hold each of these. */
	readonly holds?: readonly string[];
	/** A write by hand with the same rows; pages are replayed from what the portal sent. */
	readonly bare?: (pool: pg.Pool, turn: number) => Promise<void>;
	/** How many rows say that the write was done. */
	readonly written?: string;
}

const cookie = (name: string): { cookie: string } => ({ cookie: `chuan_session=bench-${name}` });

/** What every browser sends: pages are measured as they leave for a browser, packed. */
const AS_BROWSERS: Readonly<Record<string, string>> = {
	accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
	'accept-encoding': 'gzip, deflate, br, zstd',
	'accept-language': 'vi-VN,vi;q=0.9'
};

/** A page of one address, or of the address of each turn; `as`: the cookie's name of who reads. */
function page(
	name: string,
	path: string | ((turn: number, applications: number) => string),
	{ as, holds }: { readonly as?: string; readonly holds: readonly string[] }
): BenchCase {
	const headers = { ...AS_BROWSERS, ...(as === undefined ? {} : cookie(as)) };
	const request = (turn: number, applications: number): Request => ({
		method: 'GET',
		path: typeof path === 'string' ? path : path(turn, applications),
		headers
	});
	return {
		name,
		kind: 'page',
		holds,
		askers: ({ applications }) =>
			Promise.resolve((connection) => (answered) => request(connection * 31 + answered * 7, applications))
	};
}

/** About 6 KB of Vietnamese in the four long answers of the section, another text at every save of the page. */
function sectionBody(version: number, page: string): string {
	const words = (count: number): string => `${'lường '.repeat(count - 1)}${version}`;
	const answers = Object.entries({
		needs_text: 360,
		general_objective: 110,
		expected_effect: 200,
		spread: 90
	});
	const run = idOf(`run ${page}`);
	const settled = version * answers.length;
	const operations = answers.map(([path, count], at) => ({
		id: idOf(`operation ${page} ${version} ${path}`),
		run,
		number: settled + at + 1,
		path,
		base: version,
		value: words(count)
	}));
	const [person, device] = [idOf('person applicant'), idOf('device')];
	const message: SaveOperations = { person, device, run, settled, revision: version, operations };
	return JSON.stringify(message);
}

const saveSection: BenchCase = {
	name: 'save of a draft section (6 KB)',
	kind: 'write',
	async askers({ admin, origin }) {
		const { rows } = await admin.query<{ id: string; version: number }>(
			`SELECT application_id AS id, version FROM answer_section WHERE section_key = 'needs' ORDER BY application_id`
		);
		return (connection) => (answered) => {
			const draft = rows[connection];
			if (draft === undefined) return undefined;
			return {
				method: 'PATCH',
				path: `/api/ho-so/${draft.id}/phan/needs`,
				headers: { ...cookie('applicant'), origin, 'content-type': 'application/json' },
				body: sectionBody(draft.version + answered, draft.id)
			};
		};
	},
	async bare(pool, turn) {
		const id = idOf(`draft ${1 + (turn % 60)}`);
		await inTransaction(pool, async (client) => {
			await client.query(
				`SELECT s.content FROM application a JOIN answer_section s ON s.application_id = a.id AND s.section_key = 'spare' WHERE a.id = $1 FOR NO KEY UPDATE OF a, s`,
				[id]
			);
			await client.query(
				`UPDATE answer_section SET content = $2::jsonb, version = version + 1, updated_at = app_now() WHERE application_id = $1 AND section_key = 'spare'`,
				[id, sectionBody(turn, id)]
			);
			await client.query('UPDATE application SET updated_at = app_now() WHERE id = $1', [id]);
			await audit(client, id);
		});
	},
	written: `SELECT coalesce(sum(version - 1), 0)::int AS done FROM answer_section WHERE section_key = 'needs'`
};

const submitSheet: BenchCase = {
	name: 'submit of a score sheet',
	kind: 'write',
	async askers({ admin, origin }) {
		// Every sheet can be submitted once, so that all connections draw from one pile.
		const { rows: sheets } = await admin.query<{
			seat: string;
			council: string;
			application: string;
			version: number;
			marks: Record<string, string>;
		}>(`SELECT m.position::text AS seat, m.council_id AS council, h.application_id AS application, h.version,
			  (SELECT jsonb_object_agg('mark.' || criterion_key, value::text) FROM score_mark k WHERE k.sheet_id = h.id) AS marks
			FROM score_sheet h JOIN council_member m ON m.id = h.member_id
			WHERE h.state = 'draft' AND m.council_id <> '${idOf('council 9')}' ORDER BY h.id DESC LIMIT 6000`);
		return () => () => {
			const sheet = sheets.pop();
			if (sheet === undefined) return undefined;
			const form = {
				version: String(sheet.version),
				comment: 'Hồ sơ đầy đủ.',
				[CONFIRMED]: 'yes',
				...sheet.marks
			};
			return {
				method: 'POST',
				path: `/hoi-dong/${sheet.council}/cham/${sheet.application}?/submit`,
				headers: {
					...cookie(`seat-${sheet.seat}`),
					origin,
					accept: 'application/json',
					'x-sveltekit-action': 'true',
					'content-type': 'application/x-www-form-urlencoded'
				},
				body: new URLSearchParams(form).toString()
			};
		};
	},
	// On drafts that nobody submits over HTTP; the state stays, so that the frozen row does not end the measurement.
	async bare(pool, turn) {
		const seat = 1 + (turn % 8);
		await inTransaction(pool, async (client) => {
			const { rows } = await client.query<{ id: string }>(
				`SELECT id FROM score_sheet WHERE member_id = $1 ORDER BY id OFFSET $2 LIMIT 1 FOR UPDATE`,
				[idOf(`member 9/${seat}`), turn % 10]
			);
			const id = rows[0]?.id ?? '';
			await client.query('SELECT criterion_key, sub_key, value FROM score_mark WHERE sheet_id = $1', [id]);
			await client.query(
				`INSERT INTO score_mark (sheet_id, criterion_key, value) SELECT $1, criterion_key, value FROM score_mark WHERE sheet_id = $1
				 ON CONFLICT (sheet_id, criterion_key, sub_key) DO UPDATE SET value = EXCLUDED.value`,
				[id]
			);
			await client.query(
				'UPDATE score_sheet SET version = version + 1, updated_at = app_now() WHERE id = $1',
				[id]
			);
			await audit(client, id);
		});
	},
	written: `SELECT count(*)::int AS done FROM score_sheet WHERE state = 'submitted' AND length(hash) = 64`
};

async function inTransaction(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<void>): Promise<void> {
	const client = await pool.connect();
	try {
		await client.query('BEGIN');
		await run(client);
		await client.query('COMMIT');
	} finally {
		client.release();
	}
}

async function audit(client: pg.PoolClient, id: string): Promise<void> {
	await client.query(
		`INSERT INTO audit_entry (id, at, action, outcome, object_type, object_id, digest) VALUES (gen_random_uuid(), app_now(), 'bench', 'done', 'application', $1, 'x')`,
		[id]
	);
}

/** One field of a draft sheet as the page saves it while a member marks. */
const saveSheet: BenchCase = {
	name: 'save of a draft sheet',
	kind: 'write',
	async askers({ admin, origin }) {
		const { rows } = await admin.query<{
			seat: string;
			application: string;
			version: number;
			council: string;
		}>(
			`SELECT m.position::text AS seat, m.council_id AS council, h.application_id AS application, h.version
			 FROM score_sheet h JOIN council_member m ON m.id = h.member_id
			 WHERE h.state = 'draft' AND m.council_id = '${idOf('council 9')}' ORDER BY h.id`
		);
		return (connection) => (answered) => {
			const sheet = rows[connection];
			if (sheet === undefined) return undefined;
			const name = `sheet ${sheet.application} ${sheet.seat}`;
			const [run, settled, person] = [
				idOf(`run ${name} ${sheet.version}`),
				answered,
				idOf(`person seat ${sheet.seat}`)
			];
			const base = sheet.version + answered;
			const operation = {
				id: idOf(`operation ${name} ${base}`),
				run,
				number: settled + 1,
				path: 'comment',
				base,
				value: `Hồ sơ đầy đủ, có cơ sở; lần ghi ${base}.`
			};
			const message: SaveOperations = {
				person,
				device: idOf('device'),
				run,
				settled,
				revision: base,
				operations: [operation]
			};
			return {
				method: 'PATCH',
				path: `/api/cham/${sheet.application}?hoi-dong=${sheet.council}`,
				headers: { ...cookie(`seat-${sheet.seat}`), origin, 'content-type': 'application/json' },
				body: JSON.stringify(message)
			};
		};
	},
	written: `SELECT coalesce(sum(version - 1), 0)::int AS done FROM score_sheet WHERE state = 'draft'`
};

const room = `/hoi-dong/${idOf('council 1')}`;

export const CASES: readonly BenchCase[] = [
	page('home', '/', { holds: ['MAP-B-10'] }),
	page('public call list', '/dot-keu-goi', { holds: ['MAP-B-10'] }),
	// A search is made anew for everybody, where the list itself is made once for a crowd.
	page('public call list, searched', `/dot-keu-goi?tim=${encodeURIComponent('đo lường')}`, {
		holds: ['MAP-B-10']
	}),
	page('to-do of an officer', '/viec-can-lam', { as: 'officer', holds: ['</main>'] }),
	page(
		'application list (25 rows, filter, search)',
		`/van-phong/ho-so?trang-thai=in_review&tim=${encodeURIComponent('ca phe')}`,
		{ as: 'officer', holds: ['Cà phê Cao nguyên Ia Hrung', 'MAP-B-0'] }
	),
	page(
		'dossier with documents, officer',
		(turn, of) => `/van-phong/ho-so/${idOf(`application ${turn % of}`)}`,
		{
			as: 'officer',
			holds: ['giay-chung-nhan-kiem-dinh.pdf', 'Gạch bê tông không nung']
		}
	),
	page('documents page, applicant', `/ho-so/${idOf('draft 60')}/tai-lieu`, {
		as: 'applicant',
		holds: ['quotations.pdf']
	}),
	page('council room of a lot of 200', room, { as: 'seat-2', holds: ['MAP-B-0', 'Hội đồng 1'] }),
	page('score sheet', (turn, of) => `${room}/cham/${idOf(`application ${1 + (turn % (of / 10)) * 10}`)}`, {
		as: 'seat-2',
		holds: ['MAP-B-0', 'Trần Thị Mỹ Hạnh']
	}),
	page(`ranking of a closed session`, `/hoi-dong/${idOf('council 0')}/phien/${idOf('lot 0')}`, {
		as: 'seat-2',
		holds: ['MAP-B-0']
	}),
	saveSection,
	saveSheet,
	submitSheet
];
