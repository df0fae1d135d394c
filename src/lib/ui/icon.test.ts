import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ICON_NAMES } from './icon.ts';

it('has a drawing for every icon that may be named, and none that may not', () => {
	const drawings = readFileSync(path.join(import.meta.dirname, 'icons.svg'), 'utf8');
	const drawn = [...drawings.matchAll(/<symbol id="([^"]+)" viewBox="0 0 24 24"><(?:path|circle|rect) /g)];
	expect(drawn.map(([, name]) => name)).toEqual([...ICON_NAMES]);
});
