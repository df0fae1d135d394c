import { ok, refuse, type Result } from './result.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID in the lower-case form that the database writes. */
export function isUuid(text: unknown): text is string {
	return typeof text === 'string' && UUID.test(text);
}

/** Parts of a case code such as `MAP-2026-0007`. */
export interface CaseCode {
	/** Two to twelve capitals: MAP, TASK. */
	readonly series: string;
	readonly year: number;
	/** From 1, without gaps within series and year. */
	readonly number: number;
}

const SERIES = /^[A-Z][A-Z0-9]{1,11}$/;

/** `MAP-2026-0007`: four digits at least, more when needed. Parts out of shape are a bug and throw. */
export function formatCaseCode({ series, year, number }: CaseCode): string {
	if (!SERIES.test(series) || !/^\d{4}$/.test(String(year)) || !Number.isSafeInteger(number) || number < 1) {
		throw new RangeError(`not a case code: ${series} ${year} ${number}`);
	}
	return `${series}-${year}-${String(number).padStart(4, '0')}`;
}

/** Reads a case code as typed into a search box, small letters and outer spaces allowed. Refusal: `case_code_shape`. */
export function parseCaseCode(text: string): Result<CaseCode> {
	const match = /^([A-Z][A-Z0-9]{1,11})-(\d{4})-(\d{4,9})$/.exec(text.trim().toUpperCase());
	if (!match) return refuse('case_code_shape');
	const code = { series: match[1] ?? '', year: Number(match[2]), number: Number(match[3]) };
	if (code.number < 1 || formatCaseCode(code) !== match[0]) return refuse('case_code_shape');
	return ok(code);
}

/**
 * Number and symbol of an official document, `05/QĐ-SKHCN`; below 10 with a zero in front (NĐ 30/2020, Annex I).
 * The symbol is the type and the issuer (`QĐ-SKHCN`), for an official letter issuer and unit (`SKHCN-CCTĐC`).
 */
export function formatDocumentNumber(number: number, symbol: string): string {
	if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`not a document number: ${number}`);
	return `${String(number).padStart(2, '0')}/${symbol}`;
}
