import pg from 'pg';

/** Every statement of this process passes here; each test file is a process of its own. */
export function countStatements(): { take(): number } {
	let count = 0;
	const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
	const { query } = prototype;
	prototype.query = function counting(this: unknown, ...args: unknown[]): unknown {
		count += 1;
		return query.apply(this, args);
	};
	return {
		take() {
			const taken = count;
			count = 0;
			return taken;
		}
	};
}
