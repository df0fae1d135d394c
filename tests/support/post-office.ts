import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

interface Taken {
	readonly to: string[];
	readonly raw: string;
}

export interface PostOffice {
	readonly url: string;
	/** In the order in which it came. */
	readonly taken: readonly Taken[];
	close(): void;
}

/** A real SMTP server that keeps what it takes. */
export async function openPostOffice(options: SMTPServerOptions = {}): Promise<PostOffice> {
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
	return { url: `smtp://127.0.0.1:${address.port}`, taken, close: () => server.close() };
}

/** Folded headers in one line, encoded words read back. */
export function headers(raw: string): string {
	const head = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
	return head
		.replace(/\?= =\?/g, '?==?')
		.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
			how.toUpperCase() === 'B'
				? Buffer.from(text, 'base64').toString('utf8')
				: decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%'))
		);
}

/** The plain text of a message, as a mail program shows it. */
export function plainText(raw: string): string {
	const part = raw.split(/^--\S+\r\n/m).find((one) => /^Content-Type: text\/plain/im.test(one)) ?? '';
	const [head = '', ...body] = part.split('\r\n\r\n');
	const text = body.join('\r\n\r\n');
	if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
	if (!/quoted-printable/i.test(head)) return text;
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
