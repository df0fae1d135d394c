import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';
import { builtWorld } from '../support/world.ts';
import type { BuiltWorld } from '../support/world.ts';

/** What programs read of the calls, as the running portal tells it to anybody. */

const PATIENCE_MS = 600_000;
let built: BuiltWorld;
let portal: Portal;

beforeAll(async () => {
	built = await builtWorld();
	portal = await startPortal(built.database, built.objects);
}, PATIENCE_MS);
afterAll(async () => {
	await portal.close();
	await built.close();
});

async function read(path: string): Promise<{ type: string; body: string }> {
	const answer = await fetch(`${portal.origin}${path}`);
	expect([path, answer.status]).toEqual([path, 200]);
	return { type: answer.headers.get('content-type') ?? '', body: await answer.text() };
}

async function codes(where: string): Promise<string[]> {
	const { rows } = await built.database.owner.query<{ code: string }>(
		`SELECT code FROM call WHERE ${where} ORDER BY code`
	);
	return rows.map(({ code }) => code);
}

describe('the calls, for programs', () => {
	it('are those that everybody may see, in each form', async () => {
		const shown = await codes(`state NOT IN ('draft', 'cancelled')`);
		const hidden = await codes(`state IN ('draft', 'cancelled')`);
		const ahead = await codes(`state = 'published' AND closes_at > app_now()`);
		expect(hidden.length).toBeGreaterThan(0);
		const news = await read('/dot-keu-goi/tin.xml');
		const dates = await read('/dot-keu-goi/lich.ics');
		const data = await read('/api/dot-keu-goi');
		const map = await read('/sitemap.xml');
		expect([news, dates, data, map].map(({ type }) => type)).toEqual([
			'application/atom+xml; charset=utf-8',
			'text/calendar; charset=utf-8',
			'application/json; charset=utf-8',
			'application/xml; charset=utf-8'
		]);
		const { calls, total } = JSON.parse(data.body) as { calls: { code: string }[]; total: number };
		expect(calls.map(({ code }) => code).sort()).toEqual(shown);
		expect(total).toBe(shown.length);
		for (const code of shown) {
			expect(news.body).toContain(`/dot-keu-goi/${code}`);
			expect(map.body).toContain(`/en/dot-keu-goi/${code}`);
			expect([code, dates.body.includes(`UID:${code}@`)]).toEqual([code, ahead.includes(code)]);
		}
		for (const code of hidden)
			for (const { body } of [news, dates, data, map]) expect(body).not.toContain(code);
	});

	it('speak the language of their address', async () => {
		expect((await read('/dot-keu-goi/tin.xml')).body).toContain('xml:lang="vi"');
		expect((await read('/en/dot-keu-goi/tin.xml')).body).toContain('xml:lang="en"');
	});

	it('are found by engines, whose map leads to pages that answer', async () => {
		const robots = await read('/robots.txt');
		expect(robots.type).toBe('text/plain; charset=utf-8');
		expect(robots.body).toContain(`Sitemap: ${portal.origin}/sitemap.xml`);
		const { body } = await read('/sitemap.xml');
		const addresses = [...body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, at = '']) => at);
		expect(new Set(addresses).size).toBe(addresses.length);
		expect(addresses.some((at) => at.includes('/ket-qua/'))).toBe(true);
		for (const at of addresses) await read(at.replace(portal.origin, ''));
	});
});
