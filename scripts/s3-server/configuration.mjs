import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';

const STORAGE = ['account', 'container', 'object'];

/** Free ports, one a name. They are released again: a start that loses the race is tried anew. */
export async function freePorts(names) {
	const held = await Promise.all(
		names.map(
			() =>
				new Promise((resolve, reject) => {
					const server = createServer();
					server.once('error', reject);
					server.listen(0, '127.0.0.1', () => resolve(server));
				})
		)
	);
	const ports = Object.fromEntries(names.map((name, index) => [name, held[index].address().port]));
	await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

/** Writes rings and the four configurations into `folder`; returns the path of each by name. */
export function writeConfiguration(folder, ports, account) {
	const devices = path.join(folder, 'devices');
	mkdirSync(path.join(devices, 'd1'), { recursive: true });
	mkdirSync(path.join(folder, 'cache'));
	write(folder, 'swift.conf', [
		'[swift-hash]',
		`swift_hash_path_suffix = ${randomBytes(16).toString('hex')}`,
		`swift_hash_path_prefix = ${randomBytes(16).toString('hex')}`,
		'[storage-policy:0]',
		'name = only',
		'default = yes'
	]);
	for (const kind of STORAGE) makeRing(folder, kind, ports[kind]);
	const files = { proxy: write(folder, 'proxy.conf', proxyLines(folder, ports, account)) };
	for (const kind of STORAGE)
		files[kind] = write(folder, `${kind}.conf`, storageLines(folder, devices, kind, ports[kind]));
	return files;
}

/** One replica, one device: a ring has to be, whatever its size. */
function makeRing(folder, kind, port) {
	const builder = path.join(folder, `${kind}.builder`);
	for (const step of [
		['create', '4', '1', '0'],
		['add', `r1z1-127.0.0.1:${port}/d1`, '1'],
		['rebalance', '--force']
	]) {
		const [verb, ...rest] = step;
		const { status, stdout, stderr } = spawnSync('swift-ring-builder', [builder, verb, ...rest], {
			encoding: 'utf8'
		});
		// Status 1 is a warning (nothing to balance with one device), 2 an error.
		if (status === null || status > 1) throw new Error(`swift-ring-builder ${verb}: ${stdout}${stderr}`);
	}
}

function shared(folder, port) {
	return [
		'[DEFAULT]',
		'bind_ip = 127.0.0.1',
		`bind_port = ${port}`,
		`swift_dir = ${folder}`,
		`user = ${userInfo().username}`,
		// Everything in one process: what we start is what we stop.
		'workers = 0',
		'log_level = WARNING'
	];
}

function storageLines(folder, devices, kind, port) {
	return [
		...shared(folder, port),
		`devices = ${devices}`,
		'mount_check = false',
		'[pipeline:main]',
		`pipeline = ${kind}-server`,
		`[app:${kind}-server]`,
		`use = egg:swift#${kind}`
	];
}

function proxyLines(folder, ports, account) {
	return [
		...shared(folder, ports.proxy),
		'[pipeline:main]',
		'pipeline = catch_errors healthcheck cache s3api tempauth bulk slo dlo versioned_writes proxy-server',
		'[app:proxy-server]',
		'use = egg:swift#proxy',
		'account_autocreate = true',
		'[filter:tempauth]',
		'use = egg:swift#tempauth',
		`user_${account.tenant}_${account.user} = ${account.secret} .admin`,
		'[filter:s3api]',
		'use = egg:swift#s3api',
		'location = us-east-1',
		's3_acl = false',
		'[filter:cache]',
		'use = egg:swift#memcache',
		// Signatures need no token cache; a closed port makes every look-up a miss.
		'memcache_servers = 127.0.0.1:1',
		...['catch_errors', 'healthcheck', 'bulk', 'slo', 'dlo', 'versioned_writes'].flatMap((name) => [
			`[filter:${name}]`,
			`use = egg:swift#${name}`
		])
	];
}

function write(folder, name, lines) {
	const file = path.join(folder, name);
	writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
	return file;
}
