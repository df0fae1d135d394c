import type { Hash } from '#lib/domain/audit/hashing.ts';
import type { App } from '../../ports.ts';

/** SHA-256 for the Merkle tree of the core. */
export function treeHash({ ids }: Pick<App, 'ids'>): Hash {
	return (...parts) => Buffer.from(ids.sha256(Buffer.concat(parts)), 'hex');
}
