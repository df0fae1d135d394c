import { vietnamDateOf, vietnamTimeOf } from '#lib/domain/shared/period.ts';
import type { ExportedEntry } from '#lib/server/app/audit/export-trail.ts';
import { sayAct, sayObject } from './say-trail.ts';

/** The heads are names for machines, the same in every language: whoever checks the proof reads them by these. */
const COLUMNS: readonly (readonly [string, (entry: ExportedEntry) => string])[] = [
	['entry', ({ id }) => id],
	['time_utc', ({ at }) => at.toISOString()],
	['time_vietnam', ({ at }) => inVietnam(at)],
	['actor_id', ({ actorId }) => actorId],
	['actor', ({ actorName }) => actorName],
	['right', ({ grantUsed }) => grantUsed],
	['on_behalf_of', ({ onBehalfOf }) => onBehalfOf],
	['action', ({ action }) => action],
	['act', ({ action }) => sayAct(action)],
	['outcome', ({ outcome }) => outcome],
	['refusal', ({ refusal }) => refusal],
	['object_type', ({ objectType }) => objectType],
	['object_kind', ({ objectType }) => sayObject(objectType)],
	['object_id', ({ objectId }) => objectId],
	['object', ({ object }) => object?.name ?? ''],
	['request', ({ requestId }) => requestId],
	['digest', ({ digest }) => digest],
	['position', ({ position }) => String(position ?? '')],
	['seal', ({ sealHash }) => sealHash ?? ''],
	['checkpoint_size', ({ proof }) => String(proof?.checkpoint.size ?? '')],
	['checkpoint_root', ({ proof }) => proof?.checkpoint.root ?? ''],
	['checkpoint_time', ({ proof }) => proof?.checkpoint.at.toISOString() ?? ''],
	['merkle_path', ({ proof }) => proof?.path.join(' ') ?? '']
];

function inVietnam(at: Date): string {
	const { hour, minute, second } = vietnamTimeOf(at);
	const clock = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
	return `${vietnamDateOf(at)} ${clock}`;
}

/** RFC 4180. What a spreadsheet would take for a formula is text. */
function cell(text: string): string {
	const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The entries as CSV in UTF-8 with a byte order mark, by which spreadsheets know the letters. */
export function trailCsv(entries: readonly ExportedEntry[]): string {
	const lines = [
		COLUMNS.map(([name]) => name),
		...entries.map((entry) => COLUMNS.map(([, read]) => cell(read(entry))))
	];
	return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}
