/** Of an object: what may be undefined becomes a key that may be absent. */
export type Present<T> = {
	[Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
	[Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/**
 * The object without the keys whose value is undefined; null, false, 0 and '' are values and stay.
 * An absent key overrides nothing where the answer is spread over another object.
 */
export function present<T extends object>(told: T): Present<T>;
export function present(told: object): object {
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
