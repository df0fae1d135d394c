import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, 'localhost');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	return address.port;
}

/** Waits until the server answers at this address, whatever it says. Throws when its process ends before. */
export async function untilAnswering(address: string, child: ChildProcess): Promise<void> {
	while (child.exitCode === null) {
		try {
			const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
			await answer.body?.cancel();
			return;
		} catch (thrown) {
			// Nobody listens yet; anything else is a fault.
			if (!(thrown instanceof TypeError) && !(thrown instanceof DOMException)) throw thrown;
		}
		await pause(100);
	}
	throw new Error(`the web process ended with ${String(child.exitCode)}`);
}

/** Ends a server and waits for it; by force when it does not go in ten seconds. */
export async function endServer(
	child: ChildProcess,
	signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'
): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill(signal);
	const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
	await ended;
	clearTimeout(late);
}
