import pino from 'pino';

/** What must never reach a log, wherever it hides. */
const SECRETS = ['password', 'token', 'cookie', 'authorization', 'passwordHash', 'secretAccessKey', 'email'];

// Written behind the request, and whatever is left at the end of the process: a line is a call to the system.
export const log = pino(
	{
		level: process.env['LOG_LEVEL'] ?? 'info',
		redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
		base: null
	},
	pino.destination({ sync: false })
);
