#!/usr/bin/env node
/**
 * Runs a real S3 server for the tests: OpenStack Swift with `s3api`, from Debian's packages.
 *
 *   node scripts/s3-server.mjs [--install]
 *
 * Prints one line of JSON when it is ready (endpoint, region, bucket, accessKeyId, secretAccessKey), then
 * runs until SIGTERM, SIGINT or the end of its standard input, and stops the four processes it started.
 * Everything lives in a fresh folder under the system's temporary folder, on free ports; nothing under /etc
 * is touched. Ends with code 3 and a line on stderr when Swift is not there. With `--install` or CI=true,
 * missing packages are installed by apt-get, where we may.
 */
import { installSwift, swiftIsHere } from './s3-server/packages.mjs';
import { startSwift } from './s3-server/swift.mjs';

const NOT_HERE = 3;

if (!swiftIsHere() && (process.argv.includes('--install') || process.env.CI === 'true')) installSwift();
if (!swiftIsHere()) {
	console.error(
		'OpenStack Swift is not installed (Debian: swift-proxy swift-account swift-container swift-object)'
	);
	process.exit(NOT_HERE);
}

const server = await startSwift();
let stopping = false;
const stop = async (code) => {
	if (stopping) return;
	stopping = true;
	await server.stop();
	process.exit(code);
};
process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
if (!process.stdin.isTTY) process.stdin.on('end', () => stop(0)).resume();
server.onDeath((name) => {
	if (stopping) return;
	console.error(`${name} died:\n${server.lastWords(name)}`);
	void stop(1);
});

console.log(JSON.stringify(server.settings));
