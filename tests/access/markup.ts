/** What a page says and where it leads, read from its HTML without a browser. */

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' '
};

function decode(text: string): string {
	return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
		if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
		if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
		return ENTITIES[name] ?? whole;
	});
}

type Attributes = Readonly<Record<string, string>>;

interface Tag {
	readonly name: string;
	readonly attributes: Attributes;
}

const withoutCode = (html: string): string =>
	html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style)\b[\s\S]*?<\/\1>/g, (whole) => {
		// The tag itself leads somewhere, what stands in it does not.
		return `${/^<[^>]*>/.exec(whole)?.[0] ?? ''}`;
	});

function tagsOf(html: string): Tag[] {
	return [
		...withoutCode(html).matchAll(
			/<([a-z][a-z0-9-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/gi
		)
	].map(([, name = '', written = '']) => ({
		name: name.toLowerCase(),
		attributes: Object.fromEntries(
			[...written.matchAll(/([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)].map(
				([, key = '', a, b, c]) => [key.toLowerCase(), decode(a ?? b ?? c ?? '')]
			)
		)
	}));
}

export interface Link {
	readonly href: string;
	/** The same page in the other language. */
	readonly otherLanguage: boolean;
	/** A script, a style, a picture: what the page is made of. */
	readonly asset: boolean;
}

export interface PostedForm {
	/** As written: '' for the page itself, `?/publish`, `/dang-xuat`. */
	readonly action: string;
}

export interface Markup {
	readonly language: string;
	readonly links: readonly Link[];
	readonly forms: readonly PostedForm[];
	/** What a reader sees, as one line. */
	readonly text: string;
}

export function readMarkup(html: string): Markup {
	const links: Link[] = [];
	const forms: PostedForm[] = [];
	let language = '';
	let last: PostedForm | undefined;
	let posts = true;
	for (const { name, attributes } of tagsOf(html)) {
		const at = (key: string): string | undefined => attributes[key];
		if (name === 'html') language = at('lang') ?? '';
		const href = at('href');
		if (href !== undefined && (name === 'a' || name === 'link' || name === 'area')) {
			const otherLanguage = at('hreflang') !== undefined;
			links.push({ href, otherLanguage, asset: name === 'link' });
		}
		for (const key of ['src', 'poster', 'data']) {
			const source = at(key);
			if (source !== undefined && /^(script|img|source|iframe|embed|object|video|audio)$/.test(name))
				links.push({ href: source, otherLanguage: false, asset: true });
		}
		if (name === 'form') posts = at('method')?.toLowerCase() === 'post';
		if (name === 'form' && posts) {
			// A form whose every button says where it goes has no place of its own.
			last = at('action') === undefined ? { action: '' } : undefined;
			forms.push(last ?? { action: at('action') ?? '' });
		}
		if (name === 'form' && !posts && at('action') !== undefined)
			links.push({ href: at('action') ?? '', otherLanguage: false, asset: false });
		const own = at('formaction');
		if (own !== undefined && !posts) links.push({ href: own, otherLanguage: false, asset: false });
		else if (own !== undefined) {
			if (last !== undefined) forms.splice(forms.indexOf(last), 1);
			last = undefined;
			forms.push({ action: own });
		}
	}
	const text = decode(withoutCode(html).replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
	return { language, links, forms, text };
}
