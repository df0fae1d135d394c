import { canonicalFigures, commitmentText } from '#lib/domain/access/second-factor.ts';
import type { ProofMeans } from '#lib/domain/access/second-factor.ts';
import type { VerbName } from '#lib/domain/generated/names.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { shownFigures } from './decided-figures.ts';
import type { DecidedFigure } from './decided-figures.ts';
import type { ActConfirmation } from './identity/factor-ports.ts';
import type { App, Tx } from './ports.ts';

/** What a person has shown in this request; its code or challenge is used up. */
export interface Proof {
	readonly means: ProofMeans;
	/** Of a key of a device: what it was asked, what it answered, and what it signed. */
	readonly device?: {
		readonly nonce: string;
		readonly credentialId: string;
		readonly assertion: string;
		readonly challenge: string;
	};
}

/** What an act decides. */
export interface Decided {
	readonly figures: readonly DecidedFigure[];
	/** Above the limit of this name, dated data of the Department, a key of a device is asked for. */
	readonly limit?: { readonly key: string; readonly amount: bigint };
}

interface Asker {
	readonly app: App;
	readonly actor: { readonly personId: string };
	readonly requestId: string;
	readonly locale: 'vi' | 'en';
	readonly proof: Proof;
}

/**
 * Holds what is decided, as this transaction sees it, against what was confirmed. Refusals: `figures_changed` (the device signed other figures, or another act), `passkey_needed` {limit}.
 */
export async function decideAct(
	{ app, actor, requestId, locale, proof }: Asker,
	tx: Tx,
	act: {
		readonly verb: VerbName;
		readonly objectType: string;
		readonly objectId: string;
		readonly decided: Decided;
	}
): Promise<Result<ActConfirmation>> {
	const { verb, objectType, objectId, decided } = act;
	const figures = canonicalFigures(shownFigures(decided.figures, locale));
	const { device, means } = proof;
	if (device !== undefined) {
		const signed = app.factors.challengeOf(commitmentText({ nonce: device.nonce, act: verb, figures }));
		if (signed !== device.challenge) return refuse('figures_changed');
	}
	const limit = decided.limit && (await tx.factors.passkeyLimit(decided.limit.key));
	if (decided.limit !== undefined && limit !== undefined && decided.limit.amount > limit) {
		// A demonstration has nothing that had to be enrolled.
		if (device === undefined && means !== 'password')
			return refuse('passkey_needed', { params: { limit: String(limit) } });
	}
	return ok({
		id: app.ids.v7(),
		personId: actor.personId,
		verb,
		objectType,
		objectId,
		requestId,
		means,
		figures,
		figuresHash: app.ids.sha256(figures),
		deviceCommitted: device !== undefined,
		...(device !== undefined && {
			nonce: device.nonce,
			credentialId: device.credentialId,
			assertion: device.assertion
		})
	});
}
