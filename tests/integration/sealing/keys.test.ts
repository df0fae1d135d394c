import { describe, expect, it } from 'vitest';
import type { AuditKeys } from '../../../src/lib/server/db/audit-keys.ts';
import { dossierKeys } from '../../../src/lib/server/db/dossier-keys.ts';
import { openValue, sealValue } from '../../../src/lib/server/db/dossier-seals.ts';
import { openBox, sealBox } from '../../../src/lib/server/db/sealed-box.ts';
import { openOwnRevision, openRevision, sealRevision } from '../../../src/lib/server/db/sealed-revision.ts';
import { sealingTools } from '../../../src/lib/server/sealing/opening-keys.ts';
import { said } from '../intake/world.ts';

const secret = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const KEYS: AuditKeys = [{ id: 'now', secret: secret(1) }];
const FACTS = { title: 'Tên', requested: 5n, own: null, participants: [], files: [], budget: null };
const REVISION = {
	...{ id: 'r1', applicationId: 'a1', number: 1, hash: 'h1', bytes: Buffer.from('nội dung') },
	...{ submittedAt: new Date(0), submittedBy: 'p', lastOperationId: null, lastOperationAt: null }
};

describe('the key of an opening', () => {
	it('is made anew by any two of its shares, and by none alone', async () => {
		const { recipient, shares } = await sealingTools.makeOpeningKey();
		expect(shares).toHaveLength(3);
		const [one, two, three] = shares as [Uint8Array, Uint8Array, Uint8Array];
		for (const pair of [
			[one, two],
			[three, one],
			[two, three]
		]) {
			expect(said(await sealingTools.joinShares(recipient, pair))).toBe(said({ ok: true }));
		}
		expect(said(await sealingTools.joinShares(recipient, [one, one]))).toBe('shares_do_not_open');
		expect(said(await sealingTools.joinShares(recipient, [one]))).toBe('shares_do_not_open');
	});

	it('is not made by shares of two keys, nor by a bent one', async () => {
		const mine = await sealingTools.makeOpeningKey();
		const other = await sealingTools.makeOpeningKey();
		const [one = new Uint8Array(), two = new Uint8Array()] = mine.shares;
		const [, foreign = new Uint8Array()] = other.shares;
		expect(said(await sealingTools.joinShares(mine.recipient, [one, foreign]))).toBe('shares_do_not_open');
		const bent = Uint8Array.from(two, (byte, index) => (index === 3 ? byte ^ 1 : byte));
		expect(said(await sealingTools.joinShares(mine.recipient, [one, bent]))).toBe('shares_do_not_open');
		expect(said(await sealingTools.joinShares(other.recipient, [one, two]))).toBe('shares_do_not_open');
	});

	it('opens the key of a revision that was made for it, and no other', async () => {
		const mine = await sealingTools.makeOpeningKey();
		const other = await sealingTools.makeOpeningKey();
		const joined = await sealingTools.joinShares(mine.recipient, mine.shares.slice(0, 2));
		const { key, forOpening } = await sealingTools.makeRevisionKey(mine.recipient);
		const foreign = await sealingTools.makeRevisionKey(other.recipient);
		const own = joined.ok ? joined.value : '';
		expect(await sealingTools.openRevisionKey(own, forOpening)).toEqual({ ok: true, value: key });
		expect(said(await sealingTools.openRevisionKey(own, foreign.forOpening))).toBe('shares_do_not_open');
		const bent = Uint8Array.from(forOpening, (byte, index) =>
			index === forOpening.length - 1 ? byte ^ 1 : byte
		);
		expect(said(await sealingTools.openRevisionKey(own, bent))).toBe('shares_do_not_open');
	});
});

describe('a sealed revision', () => {
	const dossier = secret(2);
	const key = { key: secret(3), forOpening: new Uint8Array([1]) };
	const stored = sealRevision(dossier, REVISION, { key, facts: FACTS, files: ['f1'] });

	it('gives back bytes and facts, and names its files', () => {
		expect(openRevision(key.key, REVISION, stored)).toEqual({ bytes: REVISION.bytes, facts: FACTS });
		expect(openOwnRevision(dossier, { ...REVISION, bytes: stored })).toEqual(REVISION.bytes);
		expect(stored.toString()).toContain('"f1"');
		expect(stored.toString()).not.toContain(REVISION.bytes.toString('base64'));
	});

	it.each([
		['of another dossier', { ...REVISION, applicationId: 'a2' }],
		['of another number', { ...REVISION, number: 2 }],
		['of another hash', { ...REVISION, hash: 'h2' }],
		['under another id', { ...REVISION, id: 'r2' }]
	])('does not open as one %s', (_what, about) => {
		expect(openRevision(key.key, about, stored)).toBeUndefined();
		expect(() => openOwnRevision(dossier, { ...about, bytes: stored })).toThrow(
			'was not sealed as it stands'
		);
	});

	it('does not open with another key', () => {
		expect(openRevision(secret(4), REVISION, stored)).toBeUndefined();
	});
});

describe('what a dossier keeps', () => {
	it('opens in its own place alone', () => {
		const sealed = sealValue(secret(1), 'section', 'a1/needs', { a: 1 });
		expect(openValue(secret(1), 'section', 'a1/needs', sealed)).toEqual({ a: 1 });
		expect(() => openValue(secret(1), 'section', 'a1/plan', sealed)).toThrow('was not sealed as it stands');
		expect(() => openValue(secret(1), 'budget', 'a1/needs', sealed)).toThrow('was not sealed as it stands');
		expect(() => openValue(secret(2), 'section', 'a1/needs', sealed)).toThrow('was not sealed as it stands');
	});

	it('does not open when a byte was changed or it was cut', () => {
		const sealed = sealBox(secret(1), 'x', Buffer.from('abc'));
		const bent = Uint8Array.from(sealed, (byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte));
		expect(openBox(secret(1), 'x', sealed)?.toString()).toBe('abc');
		expect(openBox(secret(1), 'x', bent)).toBeUndefined();
		expect(openBox(secret(1), 'x', sealed.subarray(0, 20))).toBeUndefined();
	});

	it('is reached by a key of before, and not without it', () => {
		const { key, wrapped } = dossierKeys(KEYS).make('a1');
		const later: AuditKeys = [{ id: 'later', secret: secret(9) }, ...KEYS];
		expect(dossierKeys(later).unwrap('a1', wrapped)).toEqual(key);
		expect(() => dossierKeys(KEYS).unwrap('a2', wrapped)).toThrow('no key here opens the sealed dossier a2');
		expect(() => dossierKeys([{ id: 'later', secret: secret(9) }]).unwrap('a1', wrapped)).toThrow(
			'no key here opens the sealed dossier a1'
		);
	});

	it('seals a stored file under a key of its own', () => {
		const { key, bytes } = sealingTools.sealFile(Buffer.from('tệp'));
		expect(Buffer.from(sealingTools.openFile(key, bytes) ?? []).toString()).toBe('tệp');
		expect(sealingTools.openFile(Buffer.from(secret(5)).toString('base64'), bytes)).toBeUndefined();
	});
});
