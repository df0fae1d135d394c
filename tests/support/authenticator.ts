import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>;

/** As much of CBOR (RFC 8949) as a key of a device is written in. */
function cbor(value: Cbor): Buffer {
	const head = (major: number, count: number): Buffer =>
		count < 24
			? Buffer.from([(major << 5) | count])
			: count < 256
				? Buffer.from([(major << 5) | 24, count])
				: Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
	if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
	if (typeof value === 'string')
		return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
	if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
	const parts = [...value].flatMap(([key, held]) => [cbor(key), cbor(held)]);
	return Buffer.concat([head(5, value.size), ...parts]);
}

interface Lie {
	/** Whose page asked. */
	readonly origin?: string;
	readonly counter?: number;
	/** The device did not ask who holds it. */
	readonly unverified?: boolean;
}

/** A key of a device in a test, which can also lie: what a browser's own never does. */
export class TestAuthenticator {
	readonly #key: KeyObject;
	readonly #public: KeyObject;
	readonly id = randomBytes(16);
	counter = 0;
	readonly #origin: string;
	/** Counts what it signs, as a key that cannot leave its device. */
	readonly #counts: boolean;

	constructor(origin: string, counts = true) {
		const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		this.#key = privateKey;
		this.#public = publicKey;
		this.#origin = origin;
		this.#counts = counts;
	}

	#client(type: string, challenge: string, origin: string): Buffer {
		return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
	}

	#data(flags: number, counter: number, more = Buffer.alloc(0)): Buffer {
		const rp = createHash('sha256').update(new URL(this.#origin).hostname).digest();
		const counted = Buffer.alloc(4);
		counted.writeUInt32BE(counter);
		return Buffer.concat([rp, Buffer.from([flags]), counted, more]);
	}

	register(challenge: string, lie: Lie = {}): string {
		const { x = '', y = '' } = this.#public.export({ format: 'jwk' });
		const cose = cbor(
			new Map<Cbor, Cbor>([
				[1, 2],
				[3, -7],
				[-1, 1],
				[-2, Buffer.from(x, 'base64url')],
				[-3, Buffer.from(y, 'base64url')]
			])
		);
		const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
		const flags = lie.unverified === true ? 0x41 : 0x45;
		const attestation = cbor(
			new Map<Cbor, Cbor>([
				['fmt', 'none'],
				['attStmt', new Map()],
				['authData', this.#data(flags, lie.counter ?? this.counter, credential)]
			])
		);
		return this.#answer({
			clientDataJSON: this.#client('webauthn.create', challenge, lie.origin ?? this.#origin),
			attestationObject: attestation
		});
	}

	assert(challenge: string, lie: Lie = {}): string {
		if (this.#counts) this.counter += 1;
		const client = this.#client('webauthn.get', challenge, lie.origin ?? this.#origin);
		const data = this.#data(lie.unverified === true ? 0x01 : 0x05, lie.counter ?? this.counter);
		const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
		return this.#answer({
			clientDataJSON: client,
			authenticatorData: data,
			signature: sign('sha256', signed, this.#key)
		});
	}

	#answer(response: Readonly<Record<string, Buffer>>): string {
		const id = this.id.toString('base64url');
		const texts = Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]);
		return JSON.stringify({
			...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
			response: Object.fromEntries(texts) as Record<string, string>
		});
	}
}
