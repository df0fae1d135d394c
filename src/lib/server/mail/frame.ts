import { markupText } from '#lib/domain/shared/markup-text.ts';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { FramedLetter, Letter } from '#lib/server/app/mail/letter.ts';

/** Where a letter is from, at its foot. */
export interface MailSender {
	/** "https://…", where the portal lives. */
	readonly origin: string;
}

/**
 * Writes letters of one sender as plain text and as simple HTML. The HTML has no picture, no script and no outside
 * address. Throws on an action that is no address of the web.
 */
export function frameOf(sender: MailSender): (letter: FramedLetter) => Letter {
	return (letter) => {
		if (letter.action !== undefined && !/^https?:\/\//.test(letter.action.url)) {
			throw new Error('the link of a message must be an address of the web');
		}
		return {
			subject: oneLine(letter.subject),
			text: printable(writeText(letter, sender)),
			html: printable(writeHtml(letter, sender))
		};
	};
}

function greeting({ locale, name }: FramedLetter): string {
	const called = nameInLetter(name);
	return m.mail_greeting(
		{ name: called === '' ? m.mail_nobody_by_name({}, { locale }) : called },
		{ locale }
	);
}

function writeText(letter: FramedLetter, sender: MailSender): string {
	const { locale, office, paragraphs, facts = [], action, notes = [] } = letter;
	const blocks = [
		greeting(letter),
		...paragraphs,
		facts.map(([label, value]) => `${label}: ${oneLine(value)}`).join('\n'),
		action === undefined ? '' : `${action.label}:\n${action.url}`,
		...notes,
		`${office}\n${sender.origin}`,
		m.mail_automatic({}, { locale })
	];
	return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const FONT =
	"font-family:'Source Sans 3','Segoe UI',Arial,sans-serif;color:#1b1f24;font-size:16px;line-height:1.5";
const QUIET = 'color:#55606b;font-size:14px';
/** A fingerprint or an address is one word, wider than a telephone. */
const BREAKS = 'overflow-wrap:anywhere;word-break:break-word';
const BUTTON =
	'display:inline-block;padding:12px 20px;border-radius:6px;background:#12436b;color:#ffffff;text-decoration:none;font-weight:600';

function writeHtml(letter: FramedLetter, sender: MailSender): string {
	const { locale, office, subject, paragraphs, facts = [], action, notes = [] } = letter;
	const rows = facts.map(
		([label, value]) =>
			`<tr><th scope="row" align="left" valign="top" width="34%" style="padding:4px 16px 4px 0;font-weight:400;${QUIET}">${escape(label)}</th>` +
			`<td valign="top" style="padding:4px 0;${BREAKS}">${escape(value)}</td></tr>`
	);
	const link =
		action === undefined
			? []
			: [
					`<p><a href="${escape(action.url)}" style="${BUTTON}">${escape(action.label)}</a></p>`,
					`<p style="${QUIET};${BREAKS}">${escape(action.url)}</p>`
				];
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
		`<meta name="viewport" content="width=device-width"><title>${escape(oneLine(subject))}</title></head>`,
		`<body style="margin:0;padding:24px;background:#ffffff"><div style="max-width:600px;margin:0 auto;${FONT}">`,
		`<p>${escape(greeting(letter))}</p>`,
		...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
		...(rows.length === 0
			? []
			: [
					`<table cellpadding="0" cellspacing="0" width="100%" style="table-layout:fixed">${rows.join('')}</table>`
				]),
		...link,
		...notes.map((note) => `<p style="${QUIET}">${escape(note)}</p>`),
		`<hr style="border:0;border-top:1px solid #d5dbe1;margin:24px 0">`,
		`<p style="${QUIET}">${escape(office)}<br>${escape(sender.origin)}<br>${escape(m.mail_automatic({}, { locale }))}</p>`,
		'</div></body></html>'
	].join('\n');
}

/** Turns a text into HTML that shows it, in an element as in an attribute. */
export function escape(text: string): string {
	return markupText(text).replaceAll('\n', '<br>');
}

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
