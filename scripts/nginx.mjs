#!/usr/bin/env node
/**
 * Says where nginx is, for the tests that put the portal behind one.
 *
 *   node scripts/nginx.mjs [--install]
 *
 * Prints the path of the program. With `--install` or CI=true it is installed by apt-get where it is missing and we
 * may. Ends with code 3 and a line on stderr when it is not there.
 */
import { installPackages, programAt, programsAreHere } from './debian-packages.mjs';

const NOT_HERE = 3;
const PROGRAMS = ['nginx', 'openssl'];

if (!programsAreHere(PROGRAMS) && (process.argv.includes('--install') || process.env.CI === 'true'))
	installPackages(PROGRAMS, ['nginx-light', 'openssl']);
if (!programsAreHere(PROGRAMS)) {
	console.error('nginx is not installed (Debian: nginx-light openssl)');
	process.exit(NOT_HERE);
}
console.log(programAt('nginx'));
