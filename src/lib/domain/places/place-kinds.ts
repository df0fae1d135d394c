export interface Province {
	/** Two digits. */
	readonly code: string;
	readonly name: string;
}

export interface Commune {
	/** Five digits. */
	readonly code: string;
	readonly name: string;
	/** Province before 01/07/2025. */
	readonly from: string;
}
