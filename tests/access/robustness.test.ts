import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typed } from './doors.ts';
import { contentOf } from '../support/portal.ts';
import { openAccessWorld } from './access-world.ts';
import type { AccessWorld } from './access-world.ts';
import { addressOf, formOf, NOBODY } from './addresses.ts';
import {
	announceTooMuch,
	butFor,
	filledWith,
	NO_FORMS,
	NO_MESSAGES,
	ODD_TEXTS,
	oddNames,
	sendRaw,
	swapped
} from './broken-requests.ts';
import type { Told } from './broken-requests.ts';
import { EXPECTED } from './expectations.ts';
import type { TestRole } from './expectations.ts';
import { readRoutes } from './route-tree.ts';

let world: AccessWorld;
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
	world = await openAccessWorld();
	close = () => world.close();
});
afterAll(() => close?.());

const routes = [...readRoutes()];

/** Whoever comes furthest behind a door. */
function insider(door: string): TestRole {
	const role = EXPECTED[door]?.[0];
	if (role === undefined) throw new Error(`nobody passes ${door}`);
	return role;
}

/** Everything stored; of a refused upload only its outcome is kept, for who sent it. */
async function kept(): Promise<Readonly<Record<string, string>>> {
	// A page that offers a key draws a challenge for it, whatever its form was answered.
	return {
		...(await contentOf(world.scoring.database)),
		...{ upload: '', upload_part: '', factor_challenge: '' }
	};
}

const isRefusal = ({ status }: Told): boolean => status >= 400 && status < 500;
/** An address that no server can read; node answers before the portal does. */
const BAD_PATHS = [
	'%',
	'%E0%A4%A',
	'%00',
	'%2e%2e%2f%2e%2e%2fetc',
	'a'.repeat(4000),
	"'",
	'💥',
	'null',
	'-1'
];

/** A few at a time, as a crowd would. */
async function eachOf<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
	const AT_ONCE = 6;
	for (let from = 0; from < items.length; from += AT_ONCE)
		await Promise.all(items.slice(from, from + AT_ONCE).map(run));
}

/** Acts that ask nothing: a button is all there is, and no body is read. */
const WITHOUT_FORM = new Set([
	'/(office)/van-phong/dot/[code]/niem-phong giveUp',
	'/dang-xuat POST',
	'/api/ho-so/[id]/ban-in/[form] POST',
	'/tai-khoan signOutEverywhere',
	'/tai-khoan/phien others',
	'/thong-bao readAll',
	'/tai-khoan/bao-mat/[[token]] letter',
	'/(admin)/quan-tri/nguoi-dung/[id] stopRecovery',
	// One box: nothing is sent where it is empty.
	'/tai-khoan/nhac-viec remind',
	'/tai-khoan/nhac-viec make',
	'/tai-khoan/nhac-viec end',
	'/(committee)/hoi-dong/[council] sign',
	'/loi-moi/[id] accept',
	'/loi-moi/[id] decline',
	'/api/ban-nhap/khoa POST',
	// The link itself is all that it asks.
	'/(public)/xac-minh/[token] default',
	'/(admin)/quan-tri/phan-quyen/[id] confirm',
	'/(admin)/quan-tri/phan-quyen/[id] withdraw',
	'/(admin)/quan-tri/nguoi-dung/[id] disable',
	'/(admin)/quan-tri/nguoi-dung/[id] enable',
	'/(admin)/quan-tri/nguoi-dung/[id] invite',
	// An empty question is about the whole log.
	'/(admin)/quan-tri/nhat-ky/csv POST'
]);

describe('broken requests to every act', () => {
	for (const [route, { acts, page }] of routes) {
		for (const act of acts) {
			const door = `${route} ${act}`;
			if (!page || WITHOUT_FORM.has(door)) continue;
			it(door, async () => {
				const role = insider(door);
				const path = `${addressOf(route, world.at)}${act === 'default' ? '' : `?/${act}`}`;
				const fields = formOf(world.at, door);
				const names = [...Object.keys(fields), 'email', 'password', 'passwordAgain', 'declaration', 'act'];
				const wrong: string[] = [];
				const before = await kept();
				await eachOf(NO_FORMS, async (broken) => {
					const told = await sendRaw(world, role, 'POST', path, broken);
					if (!isRefusal(told)) wrong.push(`${broken.name}: ${String(told.status)}`);
				});
				const tooMuch = await announceTooMuch(world, role, 'POST', path, 'application/x-www-form-urlencoded');
				if (tooMuch !== 413) wrong.push(`too much: ${String(tooMuch)}`);
				const unknown = await sendRaw(world, role, 'POST', path.replace(/\?.*$/, '') + '?/khongCo', {
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
					body: ''
				});
				if (!isRefusal(unknown)) wrong.push(`an act that is not there: ${String(unknown.status)}`);
				expect(await kept()).toEqual(before);

				// From here on a request may be right by chance; it is never the portal's fault, and a refused one changes nothing.
				let accepted = false;
				const odd = [
					filledWith([], ''),
					...ODD_TEXTS.map((text) => filledWith(names, text)),
					filledWith(names, 'x', 2),
					swapped(names),
					oddNames(fields),
					...['version', 'baseVersion'].flatMap((name) =>
						['2147483648', ''].map((text) => butFor(fields, name, text))
					)
				];
				await eachOf(odd, async (broken) => {
					const told = await sendRaw(world, role, 'POST', path, broken);
					if (told.status >= 500) wrong.push(`${broken.name}: ${String(told.status)}`);
					accepted ||= told.status < 400;
				});
				if (!accepted) expect(await kept()).toEqual(before);
				expect(wrong).toEqual([]);
			});
		}
	}
});

describe('broken messages to every endpoint', () => {
	for (const [route, { acts, page }] of routes) {
		for (const act of page ? [] : acts) {
			const door = `${route} ${act}`;
			if (act === 'OPTIONS' || WITHOUT_FORM.has(door)) continue;
			it(door, async () => {
				const role = insider(door);
				const path = addressOf(route, world.at);
				const wrong: string[] = [];
				const before = await kept();
				const tus = { 'tus-resumable': '1.0.0' };
				const oddHeaders = (
					[
						{},
						{ ...tus, 'upload-offset': '-1', 'content-type': 'application/offset+octet-stream' },
						{
							...tus,
							'upload-offset': '99999999999999999999',
							'content-type': 'application/offset+octet-stream'
						},
						{ ...tus, 'upload-length': 'x', 'upload-metadata': 'a b c,,=' },
						{
							...tus,
							'upload-length': '10',
							'upload-metadata': metadata({ itemKey: 'a\0b', replaces: '\0' })
						},
						{ ...tus, 'upload-length': '10', 'upload-metadata': metadata({ applicationId: NOBODY }) },
						{ 'tus-resumable': '9.9.9' }
					] as readonly Readonly<Record<string, string>>[]
				).map((headers) => ({ name: JSON.stringify(headers), headers, body: 'x' }));
				// A plain giving up is what DELETE means; only its headers can be wrong.
				const requests =
					act === 'DELETE'
						? oddHeaders.filter(({ headers }) => !('upload-length' in headers || 'upload-offset' in headers))
						: [...NO_MESSAGES, ...oddHeaders];
				await eachOf(requests, async (broken) => {
					const told = await sendRaw(world, role, act, path, broken);
					if (!isRefusal(told)) wrong.push(`${broken.name.slice(0, 60)}: ${String(told.status)}`);
				});
				for (const bad of route.includes('[') ? BAD_PATHS.map(encodeLetters) : []) {
					const told = await sendRaw(world, role, act, withIds(route, bad), {
						headers: { 'content-type': 'application/json', ...tus },
						body: '{}'
					});
					if (!isRefusal(told)) wrong.push(`${bad.slice(0, 20)}: ${String(told.status)}`);
				}
				expect(wrong).toEqual([]);
				expect(await kept()).toEqual(before);
			});
		}
	}

	it('texts that are none are kept as what can be kept', async () => {
		const path = `/api/ho-so/${world.at.draft}/phan/${world.at.section}`;
		const body = JSON.stringify(typed(world.people.owner.personId, 'summary', 'A?')).replace(
			'A?',
			'a\\u0000b\\ud800c'
		);
		const headers = { 'content-type': 'application/json' };
		const told = await sendRaw(world, 'owner', 'PATCH', path, { headers, body });
		expect(told.status, told.text).toBeLessThan(500);
	});
});

const metadata = (pairs: Readonly<Record<string, string>>): string =>
	Object.entries(pairs)
		.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
		.join(',');

/** The address of a route with the same text for each of its parameters. */
function withIds(route: string, text: string): string {
	return route.replace(/\/\([a-z]+\)/g, '').replace(/\[[a-z]+\]/g, () => text) || '/';
}

const ODD_QUERIES = [
	'trang=99999999999999999999',
	'trang=-1&trang=2',
	'tim=%00',
	'tim=%E0%A4%A&tim=%F0%9F%92%A5%25_%5C',
	`tim=${'x'.repeat(3000)}`,
	'xep=__proto__&loc=constructor&trang-thai=toString&vai-tro=__proto__&nam=9999&nhom=constructor',
	'phan=__proto__&loai=constructor&ban=9999&dot=%27&lot=%27&giam=2&cho-toi=x&ket-qua=x&nguoi=%27&doi-tuong=%27',
	've=//evil.example&ve=javascript:alert(1)',
	'/publish',
	'%'
];

const ODD_HEADERS: readonly Readonly<Record<string, string>>[] = [
	{ cookie: 'chuan_session=%00; chuan_session=%E0%A4%A; =; ;;; PARAGLIDE_LOCALE=__proto__' },
	{ cookie: `chuan_session=${'a'.repeat(6000)}` },
	{ 'accept-language': 'x'.repeat(500), accept: '\u00ff;;q=x' },
	{ range: 'bytes=9-1,-,x', 'if-none-match': '"', 'if-modified-since': 'x' },
	{ 'x-sveltekit-invalidated': 'zz', 'x-sveltekit-pathname': '//', 'x-forwarded-for': ',,,' },
	{ 'sec-fetch-site': 'x', referer: '%' }
];

describe('odd addresses and headers to every page', () => {
	for (const [route, { view, page }] of routes) {
		if (!view) continue;
		it(route, async () => {
			const door = `${route} view`;
			const role = insider(door);
			const path = addressOf(route, world.at);
			const wrong: string[] = [];
			const ask = async (name: string, address: string, headers: Readonly<Record<string, string>> = {}) => {
				const told = await sendRaw(world, role, 'GET', address, { headers });
				if (told.status >= 500 || told.status === 0) wrong.push(`${name}: ${String(told.status)}`);
				return told;
			};
			await eachOf(ODD_QUERIES, (query) => ask(query.slice(0, 40), `${path}?${query}`));
			if (page) {
				const data = `${path === '/' ? '' : path}/__data.json`;
				for (const flags of [
					'',
					'?x-sveltekit-invalidated=',
					'?x-sveltekit-invalidated=zz9',
					'?x-sveltekit-trailing-slash=x'
				])
					await ask(data + flags, data + flags);
			}
			await eachOf(ODD_HEADERS, (headers) => ask(JSON.stringify(headers).slice(0, 60), path, headers));
			if (route.includes('[')) {
				for (const bad of BAD_PATHS.map(encodeLetters)) {
					const told = await ask(`id ${bad.slice(0, 20)}`, withIds(route, bad));
					// A page that says nothing of its token is the same for every token.
					if (!route.includes('[token]') && !isRefusal(told))
						wrong.push(`id ${bad.slice(0, 20)}: ${String(told.status)}`);
				}
			}
			expect(wrong).toEqual([]);
		});
	}
});

/** A request line holds ASCII only. */
function encodeLetters(text: string): string {
	return text.replace(/[^\x20-\x7e]/gu, (letter) => encodeURIComponent(letter)).replaceAll(' ', '%20');
}
