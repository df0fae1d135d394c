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
	checkpointHours: 30,
	uncoveredFor: null,
	disk: { free: 50n * GIB, size: 100n * GIB },
	driftMs: 20,
	certificateDays: 60,
	backupWritable: true,
	backup: {
		archives: true,
		archivedFor: 40,
		archiveFails: false,
		segmentsBehind: 0,
		baseHours: 10,
		portalHours: 900,
		notKept: 0,
		notKeptFor: null,
		verified: { sound: true, hours: 8 },
		drilled: { sound: true, hours: 100 }
	},
	versions: 'Chuẩn 0.1.0'
};
const backup = (facts: Partial<ReadinessFacts['backup']>) => ({ backup: { ...WELL.backup, ...facts } });
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
		['audit_checkpoints', { uncoveredFor: 899 }, 'ok'],
		['audit_checkpoints', { uncoveredFor: 900 }, 'bad'],
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
		['backup_place', { backupWritable: false }, 'bad'],
		['backup_base', backup({ baseHours: 25 }), 'ok'],
		['backup_base', backup({ baseHours: 26 }), 'bad'],
		['backup_base', backup({ baseHours: null, portalHours: 25 }), 'soon'],
		['backup_base', backup({ baseHours: null, portalHours: 26 }), 'bad'],
		['backup_wal', backup({ archives: false }), 'bad'],
		['backup_wal', backup({ archivedFor: null }), 'soon'],
		// Nothing was written for a day: nothing had to be handed over.
		['backup_wal', backup({ archivedFor: 86_400, segmentsBehind: 1 }), 'ok'],
		['backup_wal', backup({ archiveFails: true }), 'soon'],
		['backup_wal', backup({ archiveFails: true, archivedFor: 600 }), 'bad'],
		['backup_wal', backup({ archiveFails: true, archivedFor: null }), 'bad'],
		['backup_wal', backup({ segmentsBehind: 2, archivedFor: 599 }), 'ok'],
		['backup_wal', backup({ segmentsBehind: 2, archivedFor: 600 }), 'bad'],
		['backup_objects', backup({ notKept: 3, notKeptFor: 899 }), 'ok'],
		['backup_objects', backup({ notKept: 3, notKeptFor: 900 }), 'bad'],
		['verification', backup({ verified: null }), 'soon'],
		['verification', backup({ verified: { sound: true, hours: 36 } }), 'soon'],
		['verification', backup({ verified: { sound: false, hours: 1 } }), 'bad'],
		['drill', backup({ drilled: null }), 'soon'],
		['drill', backup({ drilled: { sound: true, hours: 192 } }), 'soon'],
		['drill', backup({ drilled: { sound: false, hours: 1 } }), 'bad']
	])('%s %o: %s', (key, facts, state) => {
		expect(stateOf(key, facts)).toBe(state);
		const others = readinessOf({ ...WELL, ...facts }).filter((check) => check.key !== key);
		expect(others.filter((check) => check.state !== 'ok')).toEqual([]);
	});

	it('sees nothing of a backup where no place is named', () => {
		const late = { baseHours: null, archives: false, notKeptFor: 10_000, notKept: 2 };
		const states = readinessOf({ ...WELL, backupWritable: null, ...backup(late) }).flatMap(
			({ key, state }) => (state === 'ok' ? [] : [`${key} ${state}`])
		);
		expect(states).toEqual([
			'backup_place bad',
			'backup_base unknown',
			'backup_wal unknown',
			'backup_objects unknown',
			'drill unknown'
		]);
	});
});
