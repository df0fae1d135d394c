/**
 * How the web process keeps its memory small: it lives on some 60 MB, and without a bound V8 lets garbage grow to several
 * times that before it looks. Measured by `npm run bench`; the larger half-space of the default was not faster.
 */
export const WEB_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--max-old-space-size=256'];
