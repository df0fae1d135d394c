#!/usr/bin/env node
/**
 * Kiểm tra nhật ký công khai của cổng Chuẩn. Chỉ cần Node.js 20 trở lên. / Checks the public log of Chuẩn. Needs Node.js 20 alone.
 *
 *   node chuan-witness.mjs watch https://<cổng>/nhat-ky-cong-khai [--key <khóa>] [--folder <thư mục>]
 *   node chuan-witness.mjs proof <tệp bằng chứng> [--key <khóa>]
 *
 * 0: đúng / good · 1: sai, có chứng cứ / wrong, with evidence · 2: không kiểm tra được / could not be checked · 64: gọi sai / wrong call
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

/** The log, or a proof, is not what it has to be. */
export class Wrong extends Error {}
/** Nothing is known of the log: it did not answer, or a file cannot be read. */
export class Unknown extends Error {}

const WIDTH = 256;

/** @param {...(Uint8Array | string)} parts */
function sha256(...parts) {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest();
}

/** @param {Uint8Array} leaf */
export function leafHash(leaf) {
	return sha256(Uint8Array.of(0), leaf);
}

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
function nodeHash(left, right) {
	return sha256(Uint8Array.of(1), left, right);
}

/**
 * Whether a leaf is in the tree (RFC 9162, 2.1.3.2).
 * @param {{ leaf: Uint8Array, index: number, size: number, root: Uint8Array, proof: readonly Uint8Array[] }} given
 */
export function isIncluded({ leaf, index, size, root, proof }) {
	if (index < 0 || index >= size) return false;
	let [at, last] = [index, size - 1];
	let node = leafHash(leaf);
	for (const sibling of proof) {
		if (last === 0) return false;
		if (at % 2 === 1 || at === last) {
			node = nodeHash(sibling, node);
			while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
		} else node = nodeHash(node, sibling);
		[at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
	}
	return last === 0 && node.equals(root);
}

/**
 * Whether the tree of `from` leaves begins the one of `to` (RFC 9162, 2.1.4.2).
 * @param {{ from: number, fromRoot: Uint8Array, to: number, toRoot: Uint8Array, proof: readonly Uint8Array[] }} given
 */
export function isConsistent({ from, fromRoot, to, toRoot, proof }) {
	if (from < 1 || from > to) return false;
	if (from === to) return proof.length === 0 && Buffer.compare(fromRoot, toRoot) === 0;
	const path = Number.isInteger(Math.log2(from)) ? [fromRoot, ...proof] : [...proof];
	const first = path.shift();
	if (first === undefined) return false;
	let [at, last] = [from - 1, to - 1];
	while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)];
	let [before, after] = [Buffer.from(first), Buffer.from(first)];
	for (const node of path) {
		if (last === 0) return false;
		if (at % 2 === 1 || at === last) {
			before = nodeHash(node, before);
			after = nodeHash(node, after);
			while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
		} else after = nodeHash(after, node);
		[at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
	}
	return last === 0 && before.equals(fromRoot) && after.equals(toRoot);
}

/**
 * A verifier key of C2SP signed-note, Ed25519: `name+id+base64`.
 * @param {string} text
 */
export function readKey(text) {
	const [, name = '', id = '', data = ''] =
		/^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
	const bytes = Buffer.from(data, 'base64');
	if (bytes.length !== 33 || bytes[0] !== 1) throw new Unknown(`khóa không đọc được / not a key: ${text}`);
	if (sha256(`${name}\n`, bytes).toString('hex', 0, 4) !== id)
		throw new Unknown(`khóa bị hỏng / damaged key: ${text}`);
	// RFC 8410: what stands before the 32 bytes of an Ed25519 key.
	const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
	return { text: text.trim(), name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** @typedef {ReturnType<typeof readKey>} Key */

/**
 * A checkpoint that one of the keys signed.
 * @param {string} text
 * @param {readonly Key[]} keys
 */
export function openCheckpoint(text, keys) {
	const end = text.lastIndexOf('\n\n') + 1;
	const body = text.slice(0, end);
	const [origin = '', size = '', root = '', ...rest] = body.split('\n').slice(0, -1);
	if (end === 0 || !/^(0|[1-9]\d{0,14})$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root))
		throw new Wrong('điểm kiểm tra không đúng dạng / not a checkpoint');
	const signed = text
		.slice(end + 1)
		.split('\n')
		.filter((line) => line.startsWith('\u2014 '))
		.flatMap((line) => {
			const [, name, data = ''] = line.split(' ');
			const bytes = Buffer.from(data, 'base64');
			const id = bytes.toString('hex', 0, 4);
			const key = keys.find((known) => known.name === name && known.name === origin && known.id === id);
			return key === undefined ? [] : [verify(null, Buffer.from(body), key.key, bytes.subarray(4))];
		});
	if (signed.length === 0 || signed.includes(false))
		throw new Wrong(
			'chữ ký của điểm kiểm tra không đúng / the checkpoint is not signed by the key of the log'
		);
	const time = rest.find((line) => line.startsWith('time '))?.slice(5) ?? '';
	return { text, origin, size: Number(size), root: Buffer.from(root, 'base64'), time };
}

/** @typedef {ReturnType<typeof openCheckpoint>} Checkpoint */

/** @param {number} index */
function indexPath(index) {
	const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
	const parts = digits.match(/\d{3}/g) ?? [];
	return parts.map((part, at) => (at === parts.length - 1 ? part : `x${part}`)).join('/');
}

/** @param {number} count */
function below(count) {
	let power = 1;
	while (power * 2 < count) power *= 2;
	return power;
}

/**
 * The tree of `size` leaves out of the tiles of the log (C2SP tlog-tiles).
 * @param {(path: string) => Promise<Buffer | undefined>} fetchTile
 * @param {number} size
 */
export function treeOfTiles(fetchTile, size) {
	/** @type {Map<string, Promise<Buffer>>} */
	const kept = new Map();
	/**
	 * @param {number} level
	 * @param {number} index
	 */
	async function fetched(level, index) {
		const width = Math.min(WIDTH, Math.floor(size / WIDTH ** level) - index * WIDTH);
		const full = `tile/${String(level)}/${indexPath(index)}`;
		const part = width === WIDTH ? undefined : await fetchTile(`${full}.p/${String(width)}`);
		const bytes = part ?? (await fetchTile(full));
		if (bytes === undefined || bytes.length < width * 32)
			throw new Wrong(`nhật ký không đưa ra mảnh ${full} / the log does not show tile ${full}`);
		return bytes;
	}
	/**
	 * @param {number} level
	 * @param {number} index
	 */
	async function hashAt(level, index) {
		const tile = Math.floor(index / WIDTH);
		const name = `${String(level)} ${String(tile)}`;
		const bytes = kept.get(name) ?? fetched(level, tile);
		kept.set(name, bytes);
		const from = (index % WIDTH) * 32;
		return (await bytes).subarray(from, from + 32);
	}
	/**
	 * @param {number} height
	 * @param {number} index
	 * @returns {Promise<Buffer>}
	 */
	async function nodeAt(height, index) {
		if (height % 8 === 0) return hashAt(height / 8, index);
		return nodeHash(await nodeAt(height - 1, index * 2), await nodeAt(height - 1, index * 2 + 1));
	}
	/**
	 * @param {number} start
	 * @param {number} end
	 * @returns {Promise<Buffer>}
	 */
	async function root(start, end) {
		const height = Math.log2(end - start);
		if (Number.isInteger(height)) return nodeAt(height, start / (end - start));
		const middle = start + below(end - start);
		return nodeHash(await root(start, middle), await root(middle, end));
	}
	/**
	 * @param {number} from
	 * @param {number} start
	 * @param {number} end
	 * @param {boolean} known
	 * @returns {Promise<Buffer[]>}
	 */
	async function consistency(from, start, end, known) {
		if (from === end) return known ? [] : [await root(start, end)];
		const middle = start + below(end - start);
		return from <= middle
			? [...(await consistency(from, start, middle, known)), await root(middle, end)]
			: [...(await consistency(from, middle, end, false)), await root(start, middle)];
	}
	return {
		root: () => (size === 0 ? Promise.resolve(sha256()) : root(0, size)),
		/** @param {number} from */
		consistency: (from) => consistency(from, 0, size, true)
	};
}

/**
 * What a log shows now, compared with what it showed before.
 * @param {Checkpoint | undefined} kept
 * @param {Checkpoint} now
 * @param {(path: string) => Promise<Buffer | undefined>} fetchTile
 */
export async function compare(kept, now, fetchTile) {
	if (kept !== undefined) {
		const since = `#${String(kept.size)} ${kept.time}`;
		if (kept.origin !== now.origin) throw new Wrong(`nhật ký khác / another log: ${now.origin}, ${since}`);
		if (now.size < kept.size)
			throw new Wrong(`nhật ký ngắn lại, còn #${String(now.size)} / the log became shorter: ${since}`);
	}
	const tree = treeOfTiles(fetchTile, now.size);
	if (!(await tree.root()).equals(now.root))
		throw new Wrong(
			`các mảnh không khớp điểm kiểm tra #${String(now.size)} / the tiles are not those of the checkpoint`
		);
	if (kept === undefined || kept.size === 0) return;
	const proof = await tree.consistency(kept.size);
	if (!isConsistent({ from: kept.size, fromRoot: kept.root, to: now.size, toRoot: now.root, proof }))
		throw new Wrong(
			`nhật ký đã bị viết lại sau #${String(kept.size)} ${kept.time} / the log was rewritten: it does not continue #${String(kept.size)} ${kept.time}`
		);
}

/**
 * A proof of C2SP tlog-proof.
 * @param {string} text
 */
function readProof(text) {
	const end = text.indexOf('\n\n');
	const [head, ...lines] = text.slice(0, end).split('\n');
	const [, index = ''] = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() ?? '') ?? [];
	if (end < 0 || head !== 'c2sp.org/tlog-proof@v1' || index === '' || !lines.every(isHash))
		throw new Wrong('bằng chứng không đúng dạng / not a proof');
	return { index: Number(index), hashes: lines.map(fromBase64), checkpoint: text.slice(end + 2) };
}

/** @param {string} line */
function isHash(line) {
	return /^[A-Za-z0-9+/]{43}=$/.test(line);
}

/** @param {string} line */
function fromBase64(line) {
	return Buffer.from(line, 'base64');
}

/**
 * Everything that a proof file says, checked without asking anybody. Throws `Wrong` at the first thing that is not so.
 * @param {string} text
 * @param {string | undefined} given
 */
export function checkProof(text, given) {
	/** @type {{ format: string, code: string, revision: number, contentHash: string, entry: string, detail: { salt: string, content: string }, seal: { position: string, previousHash: string }, proof: string, since: { size: string, root: string, proof: string[] } | null, keys: string[] }} */
	let file;
	try {
		file = JSON.parse(text);
	} catch {
		throw new Unknown('tệp không phải bằng chứng / the file is no proof');
	}
	if (file.format !== 'chuan.receipt-proof/1')
		throw new Unknown('tệp không phải bằng chứng / the file is no proof');
	/** @type {{ action: string, outcome: string, at: string, objectId: string, detailDigest: string }} */
	const entry = JSON.parse(file.entry);
	/** @type {{ after?: { code?: string, hash?: string, revision?: number } }} */
	const content = JSON.parse(file.detail.content);
	const { after = {} } = content;
	if (sha256(file.detail.salt + file.detail.content).toString('hex') !== entry.detailDigest)
		throw new Wrong('chi tiết không thuộc dòng nhật ký / the details are not those of the entry');
	if (entry.action !== 'submit_application' || entry.outcome !== 'done')
		throw new Wrong('dòng nhật ký không phải việc nộp hồ sơ / the entry is no submission');
	if (after.code !== file.code || after.hash !== file.contentHash || after.revision !== file.revision)
		throw new Wrong('dòng nhật ký nói về hồ sơ khác / the entry is about another dossier');
	const { index, hashes, checkpoint } = readProof(file.proof);
	const { position, previousHash } = file.seal;
	if (position !== String(index + 1)) throw new Wrong('vị trí không khớp / the positions differ');
	const digest = sha256(file.entry).toString('hex');
	const leaf = sha256(JSON.stringify({ digest, position, previousHash }));
	const keys = (given === undefined ? file.keys : [given]).map(readKey);
	const signed = openCheckpoint(checkpoint, keys);
	if (!isIncluded({ leaf, index, size: signed.size, root: signed.root, proof: hashes }))
		throw new Wrong('dòng nhật ký không có trong nhật ký / the entry is not in the log');
	if (file.since !== null) {
		const { size, root, proof } = file.since;
		const fromRoot = Buffer.from(root, 'hex');
		const from = Number(size);
		if (!isConsistent({ from, fromRoot, to: signed.size, toRoot: signed.root, proof: proof.map(fromBase64) }))
			throw new Wrong(
				'nhật ký không tiếp nối điểm kiểm tra in trên giấy / the log does not continue the checkpoint on the receipt'
			);
	}
	return { file, entry, signed, index };
}
