import type { App } from '../ports.ts';
import { verifyLog } from '../cases/audit/verify-log.ts';
import { compareWork } from '../steps/work/keep-work.ts';
import type { CheckName, Verification, Violation } from './ports.ts';

const EXAMPLES = 5;

const violation = (check: CheckName, all: readonly string[]): Violation[] =>
	all.length === 0 ? [] : [{ check, count: all.length, examples: all.slice(0, EXAMPLES) }];

async function auditOf(app: App): Promise<Violation[]> {
	const { findings } = await verifyLog(app);
	return violation(
		'audit',
		findings.map((finding) => {
			if ('entryId' in finding) return `${finding.kind} ${finding.entryId}`;
			return 'place' in finding ? `${finding.kind} ${finding.place}` : finding.kind;
		})
	);
}

/** Whether the store has the bytes that the rows name, by their length; the rounds of the worker read the bytes. */
async function objectsOf(app: App): Promise<Violation[]> {
	const wrong: string[] = [];
	for (const { objectKey, size } of await app.db.read.objectChecks.all()) {
		const found = await app.store.head(objectKey);
		if (found.ok ? found.value.size === size : found.refusal.code === 'store_unavailable') continue;
		wrong.push(objectKey);
	}
	return violation('objects', wrong);
}

async function workOf(app: App): Promise<Violation[]> {
	const { repaired } = await compareWork(app);
	return repaired === 0 ? [] : [{ check: 'work', count: repaired, examples: [] }];
}

/** Checks everything that has to hold. What is wrong is told, not mended, but for work items, which are reckoned anew. */
export async function verifyPortal(app: App): Promise<Verification> {
	const { checked, violations } = await app.db.read.upkeep.violations();
	return {
		checked: [...checked, 'audit', 'work', 'objects'],
		violations: [...violations, ...(await auditOf(app)), ...(await workOf(app)), ...(await objectsOf(app))]
	};
}

/** The same, kept as the last report. */
export async function verifyAndRecord(app: App): Promise<Verification> {
	const beganAt = await app.db.read.clock.now();
	const facts = await verifyPortal(app);
	await app.db.transaction((tx) =>
		tx.upkeep.record({ kind: 'verify', facts, sound: facts.violations.length === 0, beganAt })
	);
	return facts;
}
