import { describe, expect, it } from 'vitest';
import { CHECKS, readinessOf } from './readiness.ts';
import type { CheckKey, ReadinessFacts } from './readiness.ts';

const GIB = 1024n ** 3n;
const WELL: ReadinessFacts = {
	production: true,
	administrators: 2,
	letterheadSeen: true,
	confirmedYears: new Set([2026, 2027]),
	year: 2026,
	month: 12,
	sendsMail: true,
	letterArrived: true,
	mailWaits: null,
	mailFailed: 0,
	filesDamaged: 0,
	papersStuck: 0,
	unsealedFor: null,
	keysProve: true,
	checkpointHours: 3,
	disk: { free: 50n * GIB, size: 100n * GIB },
	driftMs: 20,
	certificateDays: 60,
	backupWritable: true,
	versions: 'Chuẩn 0.1.0'
};
const stateOf = (key: CheckKey, facts: Partial<ReadinessFacts>) =>
	readinessOf({ ...WELL, ...facts }).find((check) => check.key === key)?.state;

describe('readiness', () => {
	it('is said of everything, in one order', () => {
		const checks = readinessOf(WELL);
		expect(checks.map(({ key }) => key)).toEqual(CHECKS);
		expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['ok']));
	});

	it.each<[CheckKey, Partial<ReadinessFacts>, string]>([
		['administrators', { administrators: 1 }, 'bad'],
		['letterhead', { letterheadSeen: false }, 'soon'],
		['calendar_this_year', { confirmedYears: new Set([2027]) }, 'bad'],
		['calendar_next_year', { confirmedYears: new Set([2026]) }, 'bad'],
		['calendar_next_year', { confirmedYears: new Set([2026]), month: 10 }, 'soon'],
		['calendar_next_year', { confirmedYears: new Set([2026]), month: 9 }, 'ok'],
		['mail_server', { sendsMail: false }, 'bad'],
		['mail_server', { letterArrived: false }, 'soon'],
		['mail_waiting', { mailWaits: 600 }, 'soon'],
		['mail_waiting', { mailWaits: 3600 }, 'bad'],
		['mail_failed', { mailFailed: 1 }, 'bad'],
		['files_damaged', { filesDamaged: 1 }, 'bad'],
		['papers_stuck', { papersStuck: 1 }, 'bad'],
		['audit_seals', { unsealedFor: 59 }, 'ok'],
		['audit_seals', { unsealedFor: 60 }, 'soon'],
		['audit_seals', { unsealedFor: 600 }, 'bad'],
		['audit_keys', { keysProve: false }, 'bad'],
		['audit_keys', { keysProve: false, production: false }, 'soon'],
		['audit_checkpoints', { checkpointHours: null }, 'bad'],
		['audit_checkpoints', { checkpointHours: 26 }, 'bad'],
		['disk', { disk: undefined }, 'unknown'],
		['disk', { disk: { free: 14n * GIB, size: 100n * GIB } }, 'soon'],
		['disk', { disk: { free: 4n * GIB, size: 100n * GIB } }, 'bad'],
		['disk', { disk: { free: GIB - 1n, size: GIB } }, 'bad'],
		['clock', { driftMs: -1000 }, 'soon'],
		['clock', { driftMs: 5000 }, 'bad'],
		['certificate', { certificateDays: 20 }, 'soon'],
		['certificate', { certificateDays: 6 }, 'bad'],
		['certificate', { certificateDays: null }, 'soon'],
		['certificate', { certificateDays: null, production: false }, 'ok'],
		['certificate', { certificateDays: undefined }, 'unknown'],
		['backup_place', { backupWritable: null }, 'bad'],
		['backup_place', { backupWritable: false }, 'bad']
	])('%s %o: %s', (key, facts, state) => {
		expect(stateOf(key, facts)).toBe(state);
		const others = readinessOf({ ...WELL, ...facts }).filter((check) => check.key !== key);
		expect(others.filter((check) => check.state !== 'ok')).toEqual([]);
	});
});
