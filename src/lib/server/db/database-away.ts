/** SQLSTATEs of a server that is stopping, starting or full of connections (PostgreSQL, Appendix A). */
const STATES = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006']);
/** What the system says of a line that is not there or broke. */
const LINES = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOENT',
	'EPIPE',
	'ETIMEDOUT',
	'EAI_AGAIN',
	'ENOTFOUND'
]);
/** Prisma's codes for the same: unreachable, timed out, closed, no connection or no transaction in time. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
/** Kinds of error of Prisma's driver adapter. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** What the driver says without a code. */
const SENTENCES =
	/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/**
 * True when a statement failed because the database cannot be reached or takes nobody now: nothing is wrong with
 * the question, and the same one succeeds when the server is back.
 */
export function isDatabaseAway(thrown: unknown): boolean {
	if (!(thrown instanceof Error)) return isKind(thrown);
	const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
	// A missing file has the code of a missing socket: only a system call of the line counts.
	const line = LINES.has(code) && (!('syscall' in thrown) || thrown.syscall !== 'open');
	if (line || STATES.has(code) || PRISMA.has(code) || SENTENCES.test(thrown.message)) return true;
	if (thrown instanceof AggregateError && thrown.errors.some(isDatabaseAway)) return true;
	return isDatabaseAway(thrown.cause) || isDatabaseAway(adapterError(thrown));
}

/** What Prisma's driver adapter met, where the client put it beside its own error. */
function adapterError(thrown: Error): unknown {
	const meta = 'meta' in thrown ? thrown.meta : undefined;
	return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
		? meta.driverAdapterError
		: undefined;
}

function isKind(thrown: unknown): boolean {
	if (typeof thrown !== 'object' || thrown === null) return false;
	if ('kind' in thrown && typeof thrown.kind === 'string' && KINDS.has(thrown.kind)) return true;
	if ('originalCode' in thrown && typeof thrown.originalCode === 'string')
		return STATES.has(thrown.originalCode) || LINES.has(thrown.originalCode);
	return false;
}
