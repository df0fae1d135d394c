/**
 * A tally's steps as plain JSON, to be stored once and shown for ever, and back.
 * Integers travel as decimal strings: JSON numbers are floats.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { TallyStep } from './tally-steps.ts';

export type RecordedValue =
	string | boolean | null | readonly RecordedValue[] | { readonly [key: string]: RecordedValue };

/** The keys whose values are integers; in all steps, no other text stands under any of them. */
const INTEGER_KEYS: ReadonlySet<string> = new Set([
	'count',
	'den',
	'deviation',
	'dropped',
	'factor',
	'left',
	'num',
	'percent',
	'present',
	'right',
	'sum',
	'threshold',
	'total',
	'zeros'
]);

export function recordSteps(steps: readonly TallyStep[]): RecordedValue[] {
	return steps.map((step) => record(step));
}

/** Reads what `recordSteps` wrote. Refuses `tally_record_unreadable` {at} for anything else. */
export function readSteps(json: unknown): Result<readonly TallyStep[]> {
	if (!Array.isArray(json)) return refuse('tally_record_unreadable', { params: { at: '' } });
	const steps: TallyStep[] = [];
	for (const [index, recorded] of json.entries()) {
		const step = revive(recorded, '');
		if (!isStep(step)) return refuse('tally_record_unreadable', { params: { at: String(index) } });
		steps.push(step);
	}
	return ok(steps);
}

function record(value: unknown): RecordedValue {
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
	if (Array.isArray(value)) return value.map(record);
	if (typeof value === 'object') {
		const entries = Object.entries(value).filter(([, part]) => part !== undefined);
		return Object.fromEntries(entries.map(([key, part]) => [key, record(part)]));
	}
	throw new TypeError(`a tally step holds a ${typeof value}`);
}

function revive(value: unknown, key: string): unknown {
	if (typeof value === 'string') {
		return INTEGER_KEYS.has(key) && /^-?(0|[1-9]\d*)$/.test(value) ? BigInt(value) : value;
	}
	if (Array.isArray(value)) return value.map((part) => revive(part, key));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revive(part, name)]));
	}
	return value;
}

/** What each kind of step must hold; a stored step that lacks it was not written by `recordSteps`. */
const PARTS: Readonly<Record<TallyStep['kind'], readonly string[]>> = {
	gathered: ['ballots', 'count', 'sum', 'mean'],
	outliers: ['citation', 'percent', 'factor', 'right', 'rows', 'dropped'],
	mean: ['count', 'sum', 'mean', 'byCriterion'],
	threshold: ['citation', 'threshold', 'left', 'right', 'passed'],
	zeros: ['citation', 'share', 'present', 'right', 'rows', 'passed'],
	bonus: ['citation', 'share', 'applied', 'before', 'after'],
	outcome: ['qualified', 'failures', 'score']
};

function isStep(value: unknown): value is TallyStep {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	const parts = Object.entries(PARTS).find(([kind]) => kind === value.kind)?.[1];
	return parts !== undefined && parts.every((part) => Object.hasOwn(value, part));
}
