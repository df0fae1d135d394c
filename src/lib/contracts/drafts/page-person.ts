/** Tells the browser's own worker whose page an answer is, so that it is never given out as another person's. */
export const PERSON_HEADER = 'x-chuan-person';

/** The answer was made for a visitor. */
export const NOBODY = 'none';
