import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';

/** The words of a message, in both of its forms. */
export interface MailWords {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

export type MailLanguage = 'vi' | 'en';

/** What a message is made of; every text is plain, whoever typed it. */
export interface MailParts {
	readonly language: MailLanguage;
	readonly subject: string;
	/** Whom it greets; a name that a person chose, or '' for nobody by name. */
	readonly name: string;
	readonly paragraphs: readonly string[];
	/** Label and value, a line each. */
	readonly facts?: readonly (readonly [label: string, value: string])[];
	/** The one thing to do; http or https only. */
	readonly action?: { readonly label: string; readonly url: string };
	/** After the action, in small: how long a link holds, what to do when it was not you. */
	readonly notes?: readonly string[];
	/** The portal's own name and address at the foot. */
	readonly sender: MailSender;
}

export interface MailSender {
	/** "Sở Khoa học và Công nghệ tỉnh Gia Lai". */
	readonly organisation: string;
	/** "https://…", where the portal lives. */
	readonly origin: string;
}

const GREETING = { vi: 'Kính gửi', en: 'Dear' } as const;
const NOBODY_BY_NAME = { vi: 'Quý ông/bà', en: 'Sir or Madam' } as const;
const AUTOMATIC = {
	vi: 'Thư này do Cổng Chuẩn gửi tự động. Xin đừng trả lời thư này.',
	en: 'This message was sent automatically by the Chuẩn portal. Please do not reply to it.'
} as const;

/** Writes a message as plain text and as simple HTML. The HTML has no picture, no script and no outside address. */
export function writeMail(parts: MailParts): MailWords {
	if (parts.action !== undefined && !/^https?:\/\//.test(parts.action.url)) {
		throw new Error('the link of a message must be an address of the web');
	}
	return {
		subject: oneLine(parts.subject),
		text: printable(writeText(parts)),
		html: printable(writeHtml(parts))
	};
}

function greeting(language: MailLanguage, name: string): string {
	const called = nameInLetter(name);
	return `${GREETING[language]} ${called === '' ? NOBODY_BY_NAME[language] : called},`;
}

function writeText(parts: MailParts): string {
	const { language, name, paragraphs, facts = [], action, notes = [], sender } = parts;
	const blocks = [
		greeting(language, name),
		...paragraphs,
		facts.map(([label, value]) => `${label}: ${oneLine(value)}`).join('\n'),
		action === undefined ? '' : `${action.label}:\n${action.url}`,
		...notes,
		`${sender.organisation}\n${sender.origin}`,
		AUTOMATIC[language]
	];
	return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const FONT =
	"font-family:'Source Sans 3','Segoe UI',Arial,sans-serif;color:#1b1f24;font-size:16px;line-height:1.5";
const QUIET = 'color:#55606b;font-size:14px';
const BUTTON =
	'display:inline-block;padding:12px 20px;border-radius:6px;background:#12436b;color:#ffffff;text-decoration:none;font-weight:600';

function writeHtml(parts: MailParts): string {
	const { language, name, paragraphs, facts = [], action, notes = [], sender } = parts;
	const rows = facts.map(
		([label, value]) =>
			`<tr><th scope="row" align="left" style="padding:4px 16px 4px 0;font-weight:400;${QUIET}">${escape(label)}</th>` +
			`<td style="padding:4px 0">${escape(value)}</td></tr>`
	);
	const link =
		action === undefined
			? []
			: [
					`<p><a href="${escape(action.url)}" style="${BUTTON}">${escape(action.label)}</a></p>`,
					`<p style="${QUIET};word-break:break-all">${escape(action.url)}</p>`
				];
	return [
		`<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
		`<meta name="viewport" content="width=device-width"><title>${escape(oneLine(parts.subject))}</title></head>`,
		`<body style="margin:0;padding:24px;background:#ffffff"><div style="max-width:600px;margin:0 auto;${FONT}">`,
		`<p>${escape(greeting(language, name))}</p>`,
		...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
		...(rows.length === 0 ? [] : [`<table cellpadding="0" cellspacing="0">${rows.join('')}</table>`]),
		...link,
		...notes.map((note) => `<p style="${QUIET}">${escape(note)}</p>`),
		`<hr style="border:0;border-top:1px solid #d5dbe1;margin:24px 0">`,
		`<p style="${QUIET}">${escape(sender.organisation)}<br>${escape(sender.origin)}<br>${escape(AUTOMATIC[language])}</p>`,
		'</div></body></html>'
	].join('\n');
}

/** Turns a text into HTML that shows it, in an element as in an attribute. */
export function escape(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
		.replaceAll('\n', '<br>');
}

const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** No control character but the line break ever leaves in a message. */
function printable(text: string): string {
	return text.normalize('NFC').replace(/(?!\n)\p{Cc}/gu, '');
}

function oneLine(text: string): string {
	return text
		.normalize('NFC')
		.replace(/\p{Cc}+/gu, ' ')
		.trim();
}
