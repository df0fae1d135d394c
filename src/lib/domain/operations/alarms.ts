/** What administrators are told of by mail at once: once when it begins, once when it is over. */
import type { Check, CheckKey } from './readiness.ts';

export const ALARMS = [
	'late_backup',
	'unsound_portal',
	'full_disk',
	'clock_drift',
	'failed_mail',
	'late_checkpoint'
] as const;
export type AlarmKind = (typeof ALARMS)[number];

/** The checks that each of them is about. */
const ABOUT: Readonly<Record<AlarmKind, readonly CheckKey[]>> = {
	late_backup: ['backup_place', 'backup_base', 'backup_wal', 'backup_objects'],
	unsound_portal: ['verification', 'drill'],
	full_disk: ['disk'],
	clock_drift: ['clock'],
	failed_mail: ['mail_failed'],
	late_checkpoint: ['audit_checkpoints']
};

export interface AlarmState {
	readonly kind: AlarmKind;
	/** Null: neither bad nor well again, so that what goes to and fro is not told each time. */
	readonly raised: boolean | null;
	/** The checks that it is about, those that are not well first. */
	readonly checks: readonly Check[];
}

/** `unasked`: what nobody asked this portal for, so that its absence is no fault. */
export function alarmsOf(checks: readonly Check[], unasked: readonly AlarmKind[]): AlarmState[] {
	return ALARMS.map((kind) => {
		const about = checks.filter(({ key }) => ABOUT[kind].includes(key));
		const bad = about.filter(({ state }) => state === 'bad');
		const shown = bad.length > 0 ? bad : about;
		if (unasked.includes(kind)) return { kind, raised: false, checks: shown };
		if (bad.length > 0) return { kind, raised: true, checks: shown };
		return { kind, raised: about.every(({ state }) => state === 'ok') ? false : null, checks: shown };
	});
}
