/** A form that is printed from the answers, as a page offers it. */
export interface FormView {
	readonly title: string;
	readonly address: string;
	/** It says that it is a draft, since something is missing. */
	readonly draft: boolean;
}

/** What the portal found on the scan of a signed form, in words. */
export interface ScanView {
	readonly tone: 'idle' | 'info' | 'ok' | 'warn';
	readonly title: string;
	readonly lines: readonly string[];
	/** It is still being read: the page asks again. */
	readonly waiting: boolean;
}
