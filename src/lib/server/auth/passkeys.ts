import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { counterFollows } from '#lib/domain/access/second-factor.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { PasskeyChecks } from '#lib/server/app/identity/factor-ports.ts';

interface ClientData {
	readonly challenge: string;
	readonly origin: string;
}

/** Fetched when the first key is looked at: most days of most portals need none of it. */
const webauthn = () => import('@simplewebauthn/server');

/** What the browser says that it asked the device, for which page. */
function clientDataOf(json: unknown): ClientData | undefined {
	if (typeof json !== 'string') return undefined;
	try {
		const read = JSON.parse(Buffer.from(json, 'base64url').toString('utf8')) as Partial<ClientData>;
		return typeof read.challenge === 'string' && typeof read.origin === 'string'
			? { challenge: read.challenge, origin: read.origin }
			: undefined;
	} catch {
		return undefined;
	}
}

function parsed<T extends { readonly response: { readonly clientDataJSON: string } }>(
	text: string
): T | undefined {
	try {
		const read: unknown = JSON.parse(text);
		return typeof read === 'object' && read !== null && 'response' in read ? (read as T) : undefined;
	} catch {
		return undefined;
	}
}

/** WebAuthn for the one origin of the portal; its host is the relying party. */
export function passkeyChecks(origin: string): PasskeyChecks {
	const rpId = new URL(origin).hostname;

	function askedHere(response: { readonly clientDataJSON?: unknown } | undefined): Result<ClientData> {
		const client = clientDataOf(response?.clientDataJSON);
		if (client === undefined) return refuse('passkey_wrong');
		return client.origin === origin ? ok(client) : refuse('passkey_wrong_origin');
	}

	return {
		rpId,
		async registered(text, challenge) {
			const response = parsed<RegistrationResponseJSON>(text);
			if (response === undefined) return refuse('passkey_wrong');
			const client = askedHere(response.response);
			if (!client.ok) return client;
			try {
				const { verifyRegistrationResponse } = await webauthn();
				const { verified, registrationInfo } = await verifyRegistrationResponse({
					response,
					expectedChallenge: challenge,
					expectedOrigin: origin,
					expectedRPID: rpId,
					requireUserVerification: false
				});
				if (!verified) return refuse('passkey_wrong');
				if (!registrationInfo.userVerified) return refuse('passkey_unverified');
				const { credential, credentialDeviceType } = registrationInfo;
				return ok({
					credentialId: credential.id,
					publicKey: credential.publicKey,
					counter: credential.counter,
					synced: credentialDeviceType === 'multiDevice',
					transports: credential.transports ?? []
				});
			} catch {
				return refuse('passkey_wrong');
			}
		},
		credentialOf: (text) => {
			const id = parsed<AuthenticationResponseJSON>(text)?.id;
			return typeof id === 'string' ? id : undefined;
		},
		async asserted(text, key) {
			const response = parsed<AuthenticationResponseJSON>(text);
			if (response === undefined) return refuse('passkey_wrong');
			const client = askedHere(response.response);
			if (!client.ok) return client;
			try {
				const { verifyAuthenticationResponse } = await webauthn();
				const { verified, authenticationInfo } = await verifyAuthenticationResponse({
					response,
					// What was signed is compared by who knows what had to be.
					expectedChallenge: () => true,
					expectedOrigin: origin,
					expectedRPID: rpId,
					// The counter is judged below: a key on several devices counts for itself.
					credential: { id: key.credentialId, publicKey: Uint8Array.from(key.publicKey), counter: 0 },
					requireUserVerification: false
				});
				if (!verified) return refuse('passkey_wrong');
				if (!authenticationInfo.userVerified) return refuse('passkey_unverified');
				const follows = counterFollows(key.counter, authenticationInfo.newCounter, key);
				if (!follows.ok) return follows;
				return ok({ challenge: client.value.challenge, counter: authenticationInfo.newCounter });
			} catch {
				return refuse('passkey_wrong');
			}
		}
	};
}
