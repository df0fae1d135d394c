import { hkdfSync, randomBytes } from 'node:crypto';
import type { AuditKey, AuditKeys } from './audit-keys.ts';
import { openBox, sealBox } from './sealed-box.ts';

/** The key of one sealed dossier, with which its own people read and replace it. */
export interface DossierKeys {
	make(applicationId: string): { readonly key: Buffer; readonly wrapped: string };
	/** Throws where no key of this portal opens it: whoever reads on would show nothing as if it were everything. */
	unwrap(applicationId: string, wrapped: string): Buffer;
}

/**
 * Keys of dossiers, wrapped by keys derived from those of the audit log: these are outside the database and are kept
 * when they are replaced. A wrapped key opens nothing for another dossier.
 */
export function dossierKeys(keys: AuditKeys): DossierKeys {
	const derived = (key: AuditKey) =>
		Buffer.from(hkdfSync('sha256', key.secret, new Uint8Array(), 'chuan.dossier/1 wrap', 32));
	return {
		make(applicationId) {
			const [first] = keys;
			const key = randomBytes(32);
			return {
				key,
				wrapped: `${first.id}:${sealBox(derived(first), applicationId, key).toString('base64')}`
			};
		},
		unwrap(applicationId, wrapped) {
			const [id = '', text = ''] = wrapped.split(':');
			const by = keys.find((one) => one.id === id);
			const key =
				by === undefined ? undefined : openBox(derived(by), applicationId, Buffer.from(text, 'base64'));
			if (key === undefined) throw new Error(`no key here opens the sealed dossier ${applicationId}`);
			return key;
		}
	};
}
