/** The portal's languages: Vietnamese is the base, English complete beside it. */
export type Locale = 'vi' | 'en';

/** U+00A0: keeps a figure and its unit on one line. */
export const NO_BREAK_SPACE = '\u00a0';

/** U+2212: the minus sign of typeset figures, as wide as a digit; a hyphen is not. */
export const MINUS = '\u2212';
