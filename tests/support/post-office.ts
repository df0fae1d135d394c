import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

export interface Taken {
	readonly to: string[];
	readonly raw: string;
}

/** A real SMTP server that keeps what it takes. */
export async function postOffice(
	options: SMTPServerOptions = {}
): Promise<{ readonly url: string; readonly taken: Taken[]; close(): void }> {
	const taken: Taken[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		logger: false,
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				taken.push({
					to: session.envelope.rcptTo.map(({ address }) => address),
					raw: Buffer.concat(chunks).toString('utf8')
				});
				done();
			});
		},
		...options
	});
	const listener = server.listen(0, '127.0.0.1');
	await once(listener, 'listening');
	const address = listener.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `smtp://127.0.0.1:${address.port}`,
		taken,
		close: () => {
			server.close();
		}
	};
}
