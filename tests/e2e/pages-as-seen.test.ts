import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { linesWith, printedLines } from './printed-lines.ts';
import { wordsOf } from './stage.ts';
import { unseenStops } from './tab-stops.ts';
import { open } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** Pages of the demonstration as they are seen: printed on A4, and at the width of a phone by keyboard. */

const ROUND = 'MAP-2026-1';
let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
});
afterAll(async () => {
	await stage.close();
});

async function idOf(sql: string, ...values: readonly string[]): Promise<string> {
	const { rows } = await stage.database.owner.query<{ id: string }>(sql, [...values]);
	return found(rows[0]?.id, sql);
}

const minutesOf = (code: string) =>
	idOf(
		`SELECT r.id FROM official_record r JOIN lot l ON l.id = r.lot_id WHERE r.kind = 'tally_minutes' AND l.code = $1`,
		code
	);

async function printed(key: string, path: string) {
	const page = await stage.actAs(key);
	await open(page, path);
	const lines = await printedLines(page);
	await page.context().close();
	return lines;
}

describe('printed', () => {
	it('minutes keep a heading with its table, the ranking in words, and the signatures side by side', async () => {
		const page = await stage.actAs('director');
		await open(page, `/van-ban/${await minutesOf(ROUND)}`);
		// A little more above them each time, until the signatures have been at every place of a page.
		for (let height = 0; height <= 600; height += 60) {
			await page.evaluate((px) => {
				const foot = document.querySelector<HTMLElement>('article.paper > footer');
				const before = foot?.previousElementSibling;
				if (before instanceof HTMLElement) before.style.paddingBottom = `${String(px)}px`;
			}, height);
			const lines = await printedLines(page);
			const signed = lines.findLast(({ text }) => /^ThS Phạm Thị Thu Lan .*TS Trần Thị Mỹ Hạnh$/.test(text));
			const hint = lines.findLast(({ text }) => text.includes('(Ký, ghi rõ họ tên)'));
			expect([height, signed?.text.match(/T[hS]+ /g)?.length, hint?.page]).toEqual([height, 3, signed?.page]);
			if (height > 0) continue;
			expect(linesWith(lines, 'Đề nghị thực hiện').length).toBeGreaterThan(2);
			for (const { page: at, text } of linesWith(lines, /^(\d+\. )?MAP-2026-\d{4} – /)) {
				const place = lines.findIndex((line) => line.page === at && line.text === text);
				// The last heads stand in the ranking, where no table follows.
				if (lines[place + 1]?.text.startsWith('Phiếu') !== true) continue;
				expect(lines.slice(place, place + 4).map((line) => line.page)).toEqual([at, at, at, at]);
			}
		}
		await page.context().close();
	});

	it('a session has each dossier on one page: the chart with its axis, the ballots with their head', async () => {
		const lot = await idOf('SELECT id FROM lot WHERE code = $1', ROUND);
		const lines = await printed('director', `/hoi-dong/${stage.councilOf(ROUND)}/phien/${lot}`);
		const titles = linesWith(lines, /^MAP-2026-\d{4} · /);
		expect(titles.length).toBe(6);
		for (const { page, text } of titles) {
			const on = lines.filter((line) => line.page === page).map((line) => line.text);
			const from = on.indexOf(text);
			expect(on.slice(from).find((line) => /^40 50 60/.test(line))).toBeDefined();
			expect(on.slice(from).filter((line) => /^Phiếu ?\d /.test(line))).toHaveLength(7);
			expect(on.slice(from).find((line) => /^÷|÷ 7/.test(line))).toBeDefined();
		}
		const nine = await idOf('SELECT id FROM lot WHERE code = $1', 'GL-DL-01');
		const task = await printed('khai', `/hoi-dong/${stage.councilOf('TASK-2026-1')}/phien/${nine}`);
		// Nine ballots, and the last of six criteria, on the page where the dossier begins.
		const [title] = linesWith(task, /^TASK-2026-0001 · /);
		expect(linesWith(task, /^Phiếu ?9 /)[0]?.page).toBe(title?.page);
		expect(linesWith(task, /^Năng lực của tổ chức/)[0]?.page).toBe(title?.page);
	});

	it('a dossier of long records leaves no page half empty', async () => {
		const id = found(stage.world.known.applications.get('map1.dn1'), 'map1.dn1');
		const lines = await printed('hanh', `/hoi-dong/${stage.councilOf(ROUND)}/ho-so/${id}`);
		const last = lines.at(-1)?.page ?? 0;
		const ends = Array.from({ length: last - 1 }, (_, at) => lines.findLast(({ page }) => page === at + 1));
		// Points above the foot of A4: below half of it something stands.
		expect(ends.filter((line) => line === undefined || line.y > 400)).toEqual([]);
	});

	it('lists keep codes and figures whole beside their words', async () => {
		const selection = await printed('director', `/van-phong/dot/${ROUND}/lua-chon`);
		for (const code of ['MAP-2026-0001', 'MAP-2026-0008']) linesWith(selection, code);
		const results = await printed('director', `/van-phong/dot/${ROUND}/ket-qua`);
		for (const number of ['03/TB-SKHCN', '10/TB-SKHCN']) linesWith(results, number);
		// Five lines of words at most beside a figure: a sixth would be a column of single words.
		const [first, second] = ['MAP-2026-0001', 'MAP-2026-0005'].map((code) =>
			results.findIndex(({ text }) => text.includes(code))
		);
		expect((second ?? 0) - (first ?? 0)).toBeLessThanOrEqual(6);
	});

	it('an appraisal keeps its three people, and its total with the words', async () => {
		const lines = await printed('director', `/tham-dinh/${await stage.appraisalOf('gl02')}`);
		const pages = [/^Lê Thị Hồng Vân$/, /^Trịnh Công Danh$/, /^Giám đốc Sở phê duyệt/].map(
			(name) => linesWith(lines, name)[0]?.page
		);
		expect(new Set(pages).size).toBe(1);
		expect(linesWith(lines, 'Bằng chữ:')[0]?.page).toBe(linesWith(lines, /^Tổng ngân sách nhà/)[0]?.page);
		const wordy = linesWith(lines, 'Ngân sách hỗ trợ')[0];
		expect(wordy?.text.split(' ').length).toBeGreaterThan(3);
	});

	it('a decision keeps its total with the amount in words', async () => {
		const id = await idOf(
			`SELECT id FROM official_record WHERE kind = 'decision' ORDER BY issued_at LIMIT 1`
		);
		const lines = await printed('director', `/van-ban/${id}`);
		expect(linesWith(lines, '(Bằng chữ')[0]?.page).toBe(linesWith(lines, 'Tổng cộng')[0]?.page);
	});

	it('a sheet that is handed in asks nothing and leaves no empty box', async () => {
		const id = found(stage.world.known.applications.get('gl01'), 'gl01');
		const { rows } = await stage.database.owner.query<{ council: string }>(
			`SELECT s.council_id AS council FROM review_session s JOIN application a ON a.lot_id = s.lot_id WHERE a.id = $1`,
			[id]
		);
		const lines = await printed('khai', `/hoi-dong/${found(rows[0]?.council, 'council')}/cham/${id}`);
		linesWith(lines, /^1\.1 /);
		expect(lines.filter(({ text }) => text.includes(say('councils_declare_again')))).toEqual([]);
		expect(lines.filter(({ text }) => text.startsWith(say('councils_comment')))).toHaveLength(
			lines.filter(({ text }) => text.startsWith(say('councils_overall'))).length
		);
	});
});

describe('at 360 px, by keyboard', () => {
	it.each([
		[
			'measurement',
			['/viec-can-lam', '/van-phong/dot', '/van-phong/ho-so', `/van-phong/dot/${ROUND}/lua-chon`]
		],
		['finance', ['/tham-dinh']],
		['enterprise', ['/van-phong/don-vi']],
		['auditor', ['/quan-tri/nhat-ky', '/quan-he']],
		['administrator', ['/quan-tri/nguoi-dung', '/quan-tri/thu', '/quan-tri/tep-luu-tru', '/tai-khoan/phien']],
		['dn1.rep', ['/ho-so', '/to-chuc', '/ket-qua', '/dot-keu-goi']]
	])('every stop of %s is seen', async (key, paths) => {
		const page = await stage.actAs(key, 360);
		for (const path of paths) {
			await open(page, path);
			expect([path, await unseenStops(page)]).toEqual([path, []]);
		}
		await page.context().close();
	});

	it('a list is sorted by what stands above it, and says how it is sorted', async () => {
		const page = await stage.actAs('measurement', 360);
		await open(page, '/van-phong/ho-so');
		const sorts = page.getByRole('navigation', { name: say('ui_sort_by') });
		const links = sorts.getByRole('link');
		expect(await links.count()).toBeGreaterThan(2);
		const [before, last] = [page.url(), links.last()];
		await last.click();
		await page.waitForURL((url) => url.href !== before);
		expect(await last.getAttribute('aria-current')).toBe('true');
		expect(await last.textContent()).toMatch(new RegExp(`${say('ui_sorted_up')}|${say('ui_sorted_down')}`));
		expect(await page.locator('table thead a').first().isVisible()).toBe(false);
		await page.setViewportSize({ width: 1280, height: 900 });
		expect(await sorts.isVisible()).toBe(false);
		expect(await page.locator('table thead a').first().isVisible()).toBe(true);
		await page.context().close();
	});
});

describe('in English', () => {
	/** Text with letters that Vietnamese alone has, outside of what says that it is Vietnamese. */
	const unmarked = (): string[] => {
		const walker = document.createTreeWalker(
			document.querySelector('#app, body') ?? document,
			NodeFilter.SHOW_TEXT
		);
		const found: string[] = [];
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			const holder = node.parentElement;
			if (holder === null || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(holder.tagName)) continue;
			const text = (node.textContent ?? '')
				.normalize('NFC')
				.replace(/\d+\/QĐ-\w+/g, '')
				.trim();
			if (/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu.test(text))
				if (holder.closest('[lang]')?.getAttribute('lang') !== 'vi') found.push(text.slice(0, 80));
		}
		return found;
	};

	it.each([
		['measurement', ['/van-phong/ho-so', `/van-phong/dot/${ROUND}/lua-chon`, '/viec-can-lam']],
		['finance', ['/tham-dinh']],
		['administrator', ['/quan-tri/nguoi-dung', '/quan-tri/thu']],
		['auditor', ['/quan-tri/nhat-ky']],
		['dn1.rep', ['/ho-so', '/ket-qua']]
	])('names and titles that %s reads say that they are Vietnamese', async (key, paths) => {
		const page = await stage.actAs(key);
		for (const path of paths) {
			await open(page, `/en${path}`);
			expect([path, await page.evaluate(unmarked)]).toEqual([path, []]);
		}
		await page.context().close();
	});
});
