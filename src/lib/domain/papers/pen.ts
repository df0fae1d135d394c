import { paragraph } from './blocks.ts';
import type { ParagraphBlock } from './paper.ts';

/** Room for the pen in place of one word or figure. */
export const DOTS = '……………………';

/** A line for the pen. */
const LINE = '…'.repeat(31);

export const penLines = (count: number): ParagraphBlock[] =>
	Array.from({ length: count }, () => paragraph(LINE));

/** What is known, or room for the pen. */
export const orDots = (text: string): string => (text === '' ? DOTS : text);
