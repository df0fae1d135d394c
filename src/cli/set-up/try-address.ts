import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { clientOf, parseTrustedProxies } from '../../lib/domain/access/forwarding.ts';
import { CannotStart, reasonOf } from '../cannot-start.ts';
import type { Settings } from '../settings.ts';
import { checkPort } from '../surroundings.ts';

interface Arrived {
	readonly peer: string;
	readonly host: string;
	readonly forwarded: string | null;
}

/**
 * Listens where the portal will, asks for the public address, and looks at what comes: that it comes at all, with the
 * Host of the address, and through proxies whose word counts. Answers the address of the sender as the portal sees it.
 */
export async function tryAddress(settings: Settings, proxies: string | undefined): Promise<string> {
	const { port, host, origin } = settings;
	await checkPort(port, host);
	const word = randomBytes(16).toString('hex');
	let arrived: Arrived | undefined;
	const server = createServer((request, response) => {
		if (request.url === `/${word}`) {
			const { 'x-forwarded-for': forwarded } = request.headers;
			arrived = {
				peer: request.socket.remoteAddress ?? '',
				host: request.headers.host ?? '',
				forwarded: typeof forwarded === 'string' ? forwarded : null
			};
		}
		response.end(word);
	});
	server.listen(port, host);
	await once(server, 'listening');
	try {
		const answer = await fetch(`${origin}/${word}`, {
			redirect: 'manual',
			signal: AbortSignal.timeout(10_000)
		});
		await answer.body?.cancel();
	} catch (thrown) {
		const { cause } = thrown instanceof Error ? thrown : { cause: undefined };
		const reason = reasonOf(cause ?? thrown);
		throw new CannotStart(
			`Không vào được ${origin}: ${reason}. Hãy kiểm tra tên miền, chứng chỉ và máy chủ proxy; proxy phải chuyển tới ${host}:${port}.`,
			`${origin} cannot be reached: ${reason}. Check the name, the certificate and the proxy, which has to pass requests on to ${host}:${port}.`,
			thrown
		);
	} finally {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	}
	return senderOf(arrived, settings, proxies);
}

function senderOf(
	arrived: Arrived | undefined,
	{ origin, host, port }: Settings,
	proxies: string | undefined
): string {
	if (arrived === undefined)
		throw new CannotStart(
			`${origin} trả lời nhưng không dẫn tới đây. Máy chủ proxy phải chuyển tới ${host}:${port}, hoặc ORIGIN trỏ tới máy khác.`,
			`${origin} answers, but does not lead here. The proxy has to pass requests on to ${host}:${port}, or ORIGIN names another machine.`
		);
	const expected = new URL(origin).host;
	if (arrived.host !== expected)
		throw new CannotStart(
			`Máy chủ proxy gửi Host "${arrived.host}", cần "${expected}": hãy đặt proxy_set_header Host $host.`,
			`The proxy sends the Host "${arrived.host}", and "${expected}" is needed: set proxy_set_header Host $host.`
		);
	const trusted = proxies === undefined ? undefined : parseTrustedProxies(proxies);
	const sender = clientOf(arrived.peer, arrived.forwarded, trusted);
	if (arrived.forwarded !== null && trusted?.kind !== 'count' && sender === arrived.peer)
		throw new CannotStart(
			`Yêu cầu đến qua ${arrived.peer} mà TRUSTED_PROXIES không có địa chỉ này: mọi người dùng sẽ mang chung một địa chỉ. Hãy thêm ${arrived.peer}.`,
			`The request came through ${arrived.peer}, which TRUSTED_PROXIES does not name: all users would have one address. Add ${arrived.peer}.`
		);
	if (arrived.forwarded === null && trusted !== undefined)
		throw new CannotStart(
			'Đã đặt TRUSTED_PROXIES nhưng máy chủ proxy không gửi X-Forwarded-For. Hãy xem docs/nginx.conf.',
			'TRUSTED_PROXIES is set, but the proxy sends no X-Forwarded-For. See docs/nginx.conf.'
		);
	return sender;
}
