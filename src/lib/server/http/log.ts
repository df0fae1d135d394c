import pino from 'pino';

/** What must never reach a log, wherever it hides. */
const SECRETS = ['password', 'token', 'cookie', 'authorization', 'passwordHash', 'secretAccessKey'];
/** Names under which the code carries what `domain/privacy` classes as somebody's. */
const PERSONAL = ['email', 'phone', 'fullName', 'repName', 'recipient', 'recipientName'];

// Written behind the request, and whatever is left at the end of the process: a line is a call to the system.
export const log = pino(
	{
		level: process.env['LOG_LEVEL'] ?? 'info',
		redact: {
			paths: [...SECRETS, ...PERSONAL].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
			censor: '***'
		},
		base: null
	},
	pino.destination({ sync: false })
);
