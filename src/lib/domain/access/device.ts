/** What a browser says it is, in as few words as its owner recognises it by. Proves nothing: anybody can write it. */
export interface Device {
	/** Name as on its icon; '' where none is known. */
	readonly browser: string;
	readonly system: string;
}

/** The first that matches: later ones also name themselves after earlier ones. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/\bEdgA?\/|\bEdgiOS\//, 'Microsoft Edge'],
	[/\bOPR\/|\bOpera\b/, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/coc_coc_browser/, 'Cốc Cốc'],
	[/\bZalo\b/, 'Zalo'],
	[/\bFirefox\/|\bFxiOS\//, 'Firefox'],
	[/\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
	[/\bVersion\/[\d.]+.*\bSafari\//, 'Safari']
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b|\bX11\b/, 'Linux']
];

const first = (rules: readonly (readonly [RegExp, string])[], text: string): string =>
	rules.find(([sign]) => sign.test(text))?.[1] ?? '';

/** Reads the header that a browser sends of itself; of a text longer than any real one only the beginning counts. */
export function deviceOf(userAgent: string): Device {
	const text = userAgent.slice(0, 400);
	return { browser: first(BROWSERS, text), system: first(SYSTEMS, text) };
}
