import { TILE_WIDTH, piecesOf, unitBytes } from '#lib/domain/audit/tiles.ts';
import type { TilePiece, TileUnit } from '#lib/domain/audit/tiles.ts';
import type { AuditFinding, PublishedTiles } from '#lib/server/app/audit/ports.ts';

/** Position of the seal that completed a unit of a level. */
function positionOf({ level, index }: Pick<TileUnit, 'level' | 'index'>): bigint {
	return BigInt(index + 1) * (typeof level === 'number' ? BigInt(TILE_WIDTH) ** BigInt(level) : 1n);
}

interface Differing {
	readonly kind: 'tiles_missing' | 'tiles_differ';
	/** Which unit of the piece. */
	readonly at: number;
}

/** The tiles that everybody can fetch, compared with what the walk along the seals makes of them. */
export class PublishedComparison {
	readonly #tiles: PublishedTiles;
	/** Size of the largest checkpoint: what it covers has to be published. */
	readonly #covered: bigint;
	readonly #found = new Map<AuditFinding['kind'], AuditFinding>();

	constructor(tiles: PublishedTiles, covered: bigint) {
		this.#tiles = tiles;
		this.#covered = covered;
	}

	/** The first of each kind, which tells since when. */
	get findings(): readonly AuditFinding[] {
		return [...this.#found.values()];
	}

	/** `sealedAt`: when the seal of a position was made. */
	async compare(units: readonly TileUnit[], sealedAt: ReadonlyMap<bigint, Date>): Promise<void> {
		for (const piece of piecesOf(units)) {
			const first = piece.index * TILE_WIDTH + piece.from;
			const unit = await this.#differing(piece);
			if (unit === undefined) continue;
			const position = positionOf({ level: piece.level, index: first + unit.at });
			const at = sealedAt.get(position);
			if (at === undefined || (unit.kind === 'tiles_missing' && position > this.#covered)) continue;
			const known = this.#found.get(unit.kind);
			if (known === undefined || ('position' in known && known.position > position))
				this.#found.set(unit.kind, { kind: unit.kind, position, at });
		}
	}

	async #differing({ level, index, from, bytes }: TilePiece): Promise<Differing | undefined> {
		const size = unitBytes(level);
		const width = from + bytes.length / size;
		const found = (await this.#tiles.published({ level, index, width })).subarray(from * size);
		const at = bytes.findIndex((byte, place) => byte !== found[place]);
		if (at < 0) return undefined;
		return { kind: at < found.length ? 'tiles_differ' : 'tiles_missing', at: Math.floor(at / size) };
	}
}
