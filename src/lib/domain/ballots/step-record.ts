/**
 * The steps of a count as plain JSON, to be stored once and shown for ever, and back.
 * Integers travel as decimal strings: JSON numbers are floats.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

export type RecordedValue =
	string | boolean | null | readonly RecordedValue[] | { readonly [key: string]: RecordedValue };

/** How steps are told apart from other JSON. */
export interface StepReading {
	/** What each kind of step must hold. */
	readonly parts: Readonly<Record<string, readonly string[]>>;
	/** The keys whose values are integers; in these steps no other text stands under any of them. */
	readonly integers: readonly string[];
}

export function recordSteps(steps: readonly object[]): RecordedValue[] {
	return steps.map((step) => record(step));
}

/**
 * Reads what `recordSteps` wrote of steps of these readings. Refuses `tally_record_unreadable` {at} for anything else.
 * `Step` is the union that the readings are written for.
 */
export function readSteps<Step>(json: unknown, ...readings: readonly StepReading[]): Result<readonly Step[]> {
	if (!Array.isArray(json)) return unreadable('');
	const integers = new Set(readings.flatMap((reading) => reading.integers));
	const steps: Step[] = [];
	for (const [index, recorded] of json.entries()) {
		const step = revive(recorded, '', integers);
		if (!isStep<Step>(step, readings)) return unreadable(String(index));
		steps.push(step);
	}
	return ok(steps);
}

function unreadable(at: string): Result<never> {
	return refuse('tally_record_unreadable', { params: { at } });
}

function record(value: unknown): RecordedValue {
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
	if (Array.isArray(value)) return value.map(record);
	if (typeof value === 'object') {
		const entries = Object.entries(value).filter(([, part]) => part !== undefined);
		return Object.fromEntries(entries.map(([key, part]) => [key, record(part)]));
	}
	throw new TypeError(`a step of a count holds a ${typeof value}`);
}

/** Undefined: not what `record` writes. */
function revive(value: unknown, key: string, integers: ReadonlySet<string>): unknown {
	if (integers.has(key) && typeof value === 'string')
		return /^-?(0|[1-9]\d*)$/.test(value) ? BigInt(value) : undefined;
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
	if (Array.isArray(value)) {
		const parts = value.map((part: unknown) => revive(part, key, integers));
		return parts.includes(undefined) ? undefined : parts;
	}
	if (typeof value !== 'object') return undefined;
	const entries = Object.entries(value).map(([name, part]) => [name, revive(part, name, integers)] as const);
	return entries.some(([, part]) => part === undefined) ? undefined : Object.fromEntries(entries);
}

function isStep<Step>(value: unknown, readings: readonly StepReading[]): value is Step {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	const { kind } = value;
	if (typeof kind !== 'string') return false;
	const parts = readings.map((reading) => own(reading.parts, kind)).find((found) => found !== undefined);
	return parts !== undefined && parts.every((part) => Object.hasOwn(value, part));
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}
