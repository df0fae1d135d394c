import { describe, expect, it } from 'vitest';
import { ALARMS, alarmsOf } from './alarms.ts';
import type { AlarmKind } from './alarms.ts';
import { CHECKS } from './readiness.ts';
import type { CheckKey, CheckState } from './readiness.ts';

const raised = (
	states: Partial<Record<CheckKey, CheckState>>,
	kind: AlarmKind,
	unasked: readonly AlarmKind[] = []
): boolean | null | undefined =>
	alarmsOf(
		CHECKS.map((key) => ({ key, state: states[key] ?? 'ok', found: '' })),
		unasked
	).find((alarm) => alarm.kind === kind)?.raised;

describe('alarms', () => {
	it.each([
		['late_backup', 'backup_place'],
		['late_backup', 'backup_base'],
		['late_backup', 'backup_wal'],
		['late_backup', 'backup_objects'],
		['unsound_portal', 'verification'],
		['unsound_portal', 'drill'],
		['full_disk', 'disk'],
		['clock_drift', 'clock'],
		['failed_mail', 'mail_failed'],
		['late_checkpoint', 'audit_checkpoints']
	] as const)('%s: %s', (kind, key) => {
		expect(raised({ [key]: 'bad' }, kind)).toBe(true);
		expect(raised({ [key]: 'ok' }, kind)).toBe(false);
		for (const other of ALARMS.filter((one) => one !== kind))
			expect(raised({ [key]: 'bad' }, other), other).toBe(false);
	});

	it('change nothing between bad and well, nor where nothing was seen', () => {
		expect(raised({ disk: 'soon' }, 'full_disk')).toBeNull();
		expect(raised({ disk: 'unknown' }, 'full_disk')).toBeNull();
		expect(raised({ backup_wal: 'soon', backup_base: 'bad' }, 'late_backup')).toBe(true);
	});

	it('are not raised for a backup that nobody asked for', () => {
		expect(raised({ backup_place: 'bad' }, 'late_backup', ['late_backup'])).toBe(false);
	});

	it('tell the checks that are not well', () => {
		const [late] = alarmsOf(
			CHECKS.map((key) => ({ key, state: key === 'backup_wal' ? 'bad' : 'ok', found: '' })),
			[]
		);
		expect(late?.checks.map(({ key }) => key)).toEqual(['backup_wal']);
	});
});
