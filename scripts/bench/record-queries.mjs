// Loaded before the web process: tells its parent every statement that goes to PostgreSQL.
import pg from 'pg';

const send = pg.Client.prototype.query;

pg.Client.prototype.query = function query(config, values, ...rest) {
	const text = typeof config === 'string' ? config : config?.text;
	const given = typeof config === 'string' ? values : (config?.values ?? values);
	if (text !== undefined) process.send?.({ text, values: Array.isArray(given) ? given : [] });
	return send.call(this, config, values, ...rest);
};
