import { installPackages, programsAreHere } from '../debian-packages.mjs';

const PROGRAMS = [
	'swift-proxy-server',
	'swift-account-server',
	'swift-container-server',
	'swift-object-server',
	'swift-ring-builder'
];
const PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'];

/** Whether every program that the server needs is installed. */
export function swiftIsHere() {
	return programsAreHere(PROGRAMS);
}

/** Installs Swift from Debian's packages, where we may. */
export function installSwift() {
	installPackages(PROGRAMS, PACKAGES);
}
