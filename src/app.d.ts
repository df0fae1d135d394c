import type { Component } from 'svelte';
import type { AskedQuestion } from '#lib/contracts/question.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { Context } from '#lib/server/app/use-case.ts';

declare global {
	interface Window {
		/** Set by the script in app.html, see typed-early.ts. */
		typedEarly?: Map<EventTarget, { readonly checked: boolean } | { readonly value: string }>;
		keepTypedEarly?: (event: Event) => void;
	}
	namespace App {
		interface Locals {
			actor: Actor;
			/** Handed to every use case. */
			ctx: Context;
			requestId: string;
			locale: 'vi' | 'en';
			/** Parts of the page that are only read, by the key of their place. */
			rendered?: Map<string, string>;
			/** Of a submission: when it was there whole. */
			arrivedAt?: Date;
			/** A statement of this request met no database: what is wrong is not the request. */
			databaseAway?: boolean;
		}
		interface PageData {
			/** Of a page with acts that decide: what its questions need beside the press. */
			Proof?: Component<{ question: AskedQuestion }>;
		}
		interface Error {
			message: string;
			/** A refusal code, for the words of the error page. */
			code?: string;
			requestId?: string;
		}
	}
}

export {};
