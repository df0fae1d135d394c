import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { AskedKey, ProofAsked } from '#lib/contracts/identity/proof.ts';
import { canonicalFigures, commitmentText } from '#lib/domain/access/second-factor.ts';

type Transports = NonNullable<
	NonNullable<
		Parameters<typeof startAuthentication>[0]['optionsJSON']['allowCredentials']
	>[number]['transports']
>;

function keysOf(keys: readonly AskedKey[]) {
	return keys.map(({ credentialId, transports }) => ({
		id: credentialId,
		type: 'public-key' as const,
		transports: [...transports] as Transports
	}));
}

async function hashed(text: string): Promise<string> {
	const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
	return btoa(String.fromCharCode(...bytes))
		.replace(/\+/g, '-')
		.replace(/\//g, '_')
		.replace(/=+$/, '');
}

async function asserted(
	challenge: string,
	{ keys, rpId }: Pick<ProofAsked, 'keys' | 'rpId'>
): Promise<string> {
	return JSON.stringify(
		await startAuthentication({
			optionsJSON: {
				challenge,
				rpId,
				allowCredentials: keysOf(keys),
				userVerification: 'required',
				timeout: 120_000
			}
		})
	);
}

/** Signs in by a device: it signs the hash of the nonce. */
export async function signsIn(asked: Pick<ProofAsked, 'keys' | 'rpId' | 'nonce'>): Promise<string> {
	return asserted(await hashed(asked.nonce), asked);
}

/**
 * Has a device sign what the page shows: the figures are read from the page itself, so that the signature is of what
 * stood before the eyes of whoever gave it.
 */
export async function signsFigures(shown: HTMLElement, act: string, asked: ProofAsked): Promise<string> {
	const figures = [...shown.querySelectorAll<HTMLElement>('[data-figure]')].map((element) => ({
		key: element.dataset['figure'] ?? '',
		text: element.textContent
	}));
	const text = commitmentText({ nonce: asked.nonce, act, figures: canonicalFigures(figures) });
	return asserted(await hashed(text), asked);
}

/** Makes a key on a device. */
export async function makesKey(offer: {
	readonly nonce: string;
	readonly rpId: string;
	readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
	readonly known: readonly string[];
}): Promise<string> {
	return JSON.stringify(
		await startRegistration({
			optionsJSON: {
				challenge: offer.nonce,
				rp: { id: offer.rpId, name: 'Chuẩn' },
				user: offer.user,
				pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: 'public-key' as const })),
				excludeCredentials: offer.known.map((id) => ({ id, type: 'public-key' as const })),
				authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
				attestation: 'none',
				timeout: 120_000
			}
		})
	);
}
