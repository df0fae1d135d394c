import type { SealedFile } from '#lib/server/app/sealing/ports.ts';
import { openValue, sealValue } from './dossier-seals.ts';

export function sealFileFacts(key: Uint8Array, file: SealedFile): string {
	return sealValue(key, 'document', file.id, file);
}

export function openSealedFile(key: Uint8Array, id: string, sealed: string): SealedFile {
	return openValue(key, 'document', id, sealed) as SealedFile;
}
