import type { Localized } from '#lib/domain/shared/localized.ts';
import type { ExpressionText } from './field-definition.ts';

/** What the portal knows of the applicant besides its answers. */
export const KNOWN_FACTS = [
	'organisation_name',
	'organisation_tax_code',
	'organisation_address',
	'organisation_phone',
	'organisation_email',
	'representative_name',
	'representative_title',
	'call_title',
	'lot_title'
] as const;
export type KnownFact = (typeof KNOWN_FACTS)[number];

/** `section.field`, or `@` and a known fact. */
export type PrintedAddress = string;

/** A part of a form that is printed from the answers; its words are Vietnamese, as the form itself. */
export type PrintPart =
	| { readonly kind: 'heading'; readonly level: 'centred' | 'section' | 'part'; readonly text: string }
	/** A sentence; `{section.field}` and `{@fact}` stand for what is answered. */
	| { readonly kind: 'words'; readonly text: string; readonly look?: 'plain' | 'italic' }
	/** Label and answer, a row each; the label of the field where none is given. */
	| {
			readonly kind: 'facts';
			readonly rows: readonly { readonly label?: string; readonly of: PrintedAddress }[];
	  }
	/** A long answer under its own heading. */
	| { readonly kind: 'answer'; readonly label?: string; readonly of: PrintedAddress }
	/** Rows of a table: all its columns, or those that are named; `records` prints one row under the other. */
	| {
			readonly kind: 'table';
			readonly label?: string;
			readonly of: PrintedAddress;
			readonly columns?: readonly string[];
			readonly layout?: 'grid' | 'records';
	  }
	/** The lines of the budget with their sums. */
	| { readonly kind: 'budget' }
	/** The sentences that the representative confirms. */
	| { readonly kind: 'declaration' }
	/** Room for the pen, for what the portal does not ask. */
	| { readonly kind: 'pen'; readonly label: string; readonly lines: number };

export interface PrintSigner {
	/** "NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT". */
	readonly title: string;
	readonly hint?: string;
	/** Whose name stands under the signature; the pen writes it where this is absent. */
	readonly of?: PrintedAddress;
}

/** A form of the programme that is filled from the answers, printed, signed and uploaded as a scan. */
export interface PrintSpec {
	readonly key: string;
	/** What screens call it. */
	readonly title: Localized;
	/** Number of the official form, where there is one ("B1-1-ĐON"). */
	readonly form?: string;
	/** Items of the dossier that take its signed scan. */
	readonly items: readonly string[];
	readonly variants?: readonly string[];
	/** A condition over the answers; while it cannot be told, the form is offered. */
	readonly when?: ExpressionText;
	/** Name and subject on the paper: "Đơn", "đề nghị hỗ trợ …". */
	readonly name: string;
	readonly subject: string;
	/** "Kính gửi:"; absent for a form that goes to nobody. */
	readonly to?: string;
	readonly landscape?: boolean;
	readonly parts: readonly PrintPart[];
	readonly signers: readonly PrintSigner[];
	readonly annexes?: readonly {
		readonly name: string;
		readonly subject: string;
		readonly landscape?: boolean;
		readonly parts: readonly PrintPart[];
	}[];
}

/** Every part of a form, those of its annexes included. */
export function partsOf(spec: PrintSpec): readonly PrintPart[] {
	return [...spec.parts, ...(spec.annexes ?? []).flatMap(({ parts }) => parts)];
}

const PLACEHOLDER = /\{(@?[a-z][a-z0-9_.]*)\}/g;

/** The addresses that stand in a sentence. */
export function placeholdersIn(text: string): PrintedAddress[] {
	return [...text.matchAll(PLACEHOLDER)].map(([, address]) => address ?? '');
}

/** The sentence with each placeholder said. */
export function withPlaceholders(text: string, say: (address: PrintedAddress) => string): string {
	return text.replace(PLACEHOLDER, (_whole, address: string) => say(address));
}

/** The known fact that an address names; undefined for a field of the form. */
export function knownFactOf(address: PrintedAddress): KnownFact | undefined {
	return KNOWN_FACTS.find((fact) => address === `@${fact}`);
}
