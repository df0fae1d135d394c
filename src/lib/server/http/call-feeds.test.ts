import { describe, expect, it } from 'vitest';
import type { PublicCall } from '#lib/server/app/calls/public-calls.ts';
import { callCalendar, callData, callNews } from './call-feeds.ts';
import { siteMap } from './site-map.ts';

const origin = 'https://chuan.example';
const now = new Date('2026-03-01T02:00:00Z');
const call = (more: Partial<PublicCall> = {}): PublicCall => ({
	code: 'MAP-2026-1',
	programme: 'MAP',
	title: { vi: 'Đợt <1> & "2"', en: 'Round <1> & "2"' },
	summary: { vi: 'Dành cho doanh nghiệp\nsử dụng phương tiện đo.' },
	opensAt: new Date('2026-02-20T01:00:00Z'),
	closesAt: new Date('2026-03-20T17:00:00Z'),
	envelope: 20_000_000_001n,
	state: 'published',
	lots: 1,
	publishedAt: new Date('2026-02-10T03:00:00Z'),
	version: 3,
	...more
});
const news = (calls: readonly PublicCall[], locale: 'vi' | 'en' = 'vi') => ({ calls, now, origin, locale });

/** Elements that are opened and never closed, or closed and never opened. */
function unbalanced(xml: string): string[] {
	const open: string[] = [];
	const wrong: string[] = [];
	for (const [, close = '', name = '', alone = ''] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
		if (alone === '/') continue;
		if (close === '') open.push(name);
		else if (open.pop() !== name) wrong.push(name);
	}
	return [...open, ...wrong];
}

describe('news of calls', () => {
	it('holds each call once, in the language of its address, with marks as text', () => {
		const xml = callNews(news([call(), call({ code: 'A&B', title: { vi: '</title><script>' } })], 'en'));
		expect(unbalanced(xml)).toEqual([]);
		expect(xml).toContain('<title>MAP-2026-1: Round &lt;1&gt; &amp; &quot;2&quot;</title>');
		expect(xml).toContain('<title>A&amp;B: &lt;/title&gt;&lt;script&gt;</title>');
		expect(xml).toContain('href="https://chuan.example/en/dot-keu-goi/A%26B"');
		expect(xml).toContain('<id>https://chuan.example/dot-keu-goi/MAP-2026-1</id>');
		expect(xml).toContain('<updated>2026-02-10T03:00:00.000Z</updated>');
		expect(xml).not.toContain('<script');
	});
	it('is a feed where there is no call', () => {
		const xml = callNews(news([]));
		expect(unbalanced(xml)).toEqual([]);
		expect(xml).not.toContain('<entry>');
	});
});

describe('dates of calls', () => {
	it('name the day for a call that ends with it, and the hour otherwise', () => {
		const late = call({ code: 'MAP-2026-2', closesAt: new Date('2026-03-21T02:30:00Z') });
		const dates = callCalendar(news([call(), late]));
		expect(dates).toContain('DTSTART;VALUE=DATE:20260320');
		expect(dates).toContain('DTSTART:20260321T023000Z');
		expect(dates).toContain('UID:MAP-2026-1@chuan.example');
		expect(dates).toContain('SEQUENCE:3');
	});
});

describe('data of calls', () => {
	it('says amounts in text and instants in UTC', () => {
		expect(callData(news([call(), call({ envelope: null })])).map(({ envelope }) => envelope)).toEqual([
			{ amount: '20000000001', currency: 'VND' },
			null
		]);
		expect(callData(news([call()]))[0]).toMatchObject({
			closesAt: '2026-03-20T17:00:00.000Z',
			standing: 'open'
		});
	});
});

describe('the map of the site', () => {
	it('names each page in both languages', () => {
		const xml = siteMap(['/', '/dot-keu-goi/A%26B'], origin);
		expect(unbalanced(xml)).toEqual([]);
		expect([...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, at]) => at)).toEqual([
			'https://chuan.example/',
			'https://chuan.example/en',
			'https://chuan.example/dot-keu-goi/A%26B',
			'https://chuan.example/en/dot-keu-goi/A%26B'
		]);
	});
});
