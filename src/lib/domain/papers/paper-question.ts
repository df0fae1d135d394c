/** What somebody who holds a paper asks about it: a code, a hash, or what a QR code says. */
import { readMark } from '#lib/domain/prints/print-code.ts';
import { typedShortCode } from '#lib/domain/shared/short-code.ts';

export type PaperQuestion =
	| { readonly code: string }
	| { readonly hash: string }
	/** The address of a page that is not this portal's. */
	| { readonly elsewhere: string }
	/** Part of the key of a sealed call: a secret that belongs into no address. */
	| { readonly share: true };

const SHA256 = /^[0-9a-f]{64}$/;
/** What the QR code of a receipt says: the code of the dossier and the hash of what was submitted. */
const RECEIPT = /^\S+ SHA-256 ([0-9a-f]{64})$/i;
/** As it stands before the code on a paper. */
const LABEL = /^(mã kiểm tra|mã nội dung|code)\s*:?\s*/i;
const SHARE = /chuan-khoa\//i;

/** Undefined for what is none of these, and for a code with a slip. `host`: of this portal. */
export function readPaperQuestion(said: string, host: string): PaperQuestion | undefined {
	const text = said.trim().replace(LABEL, '');
	if (SHARE.test(text)) return { share: true };
	// A hash is shown in groups.
	const hash = (RECEIPT.exec(text)?.[1] ?? text.replace(/\s/g, '')).toLowerCase();
	if (SHA256.test(hash)) return { hash };
	if (!URL.canParse(text)) return codeIn(readMark(text)?.code ?? text);
	const address = new URL(text);
	if (!address.protocol.startsWith('http')) return codeIn(readMark(text)?.code ?? text);
	if (address.host !== host) return { elsewhere: address.host };
	const asked = address.searchParams.get('ma') ?? '';
	return URL.canParse(asked) ? undefined : readPaperQuestion(asked, host);
}

function codeIn(text: string): { readonly code: string } | undefined {
	const code = typedShortCode(text);
	return code === undefined ? undefined : { code };
}
