/**
 * A part of a page that is only read: the server renders it into the page, and neither its data nor its component goes
 * out beside it. Where the page goes out as data, for a navigation, the part's data goes with it. Decision record 0022.
 */
export class Rendered<Props extends object = object> {
	/** Finds the place in the page; made anew for each answer. */
	readonly key: string;
	/** null: the part stands in the page already. */
	readonly props: Props | null;

	constructor(key: string, props: Props | null) {
		this.key = key;
		this.props = props;
	}

	/** How it travels with the data of a page. */
	static encode(value: unknown): [string, object | null] | false {
		return value instanceof Rendered ? [value.key, value.props] : false;
	}

	static decode([key, props]: [string, object | null]): Rendered {
		return new Rendered(key, props);
	}
}
