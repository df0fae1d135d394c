/**
 * What `npm audit --json` said: a line for each package with a high or critical advisory; null where the registry gave
 * no answer.
 * @param {string} text
 * @returns {string[] | null}
 */
export function readAdvisories(text) {
	let answer;
	try {
		answer = JSON.parse(text);
	} catch {
		return null;
	}
	const { vulnerabilities } = answer;
	if (vulnerabilities === undefined || vulnerabilities === null) return null;
	return Object.values(vulnerabilities)
		.filter(({ severity }) => severity === 'high' || severity === 'critical')
		.map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
}
