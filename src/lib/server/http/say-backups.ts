import type { BackupsRead } from '#lib/server/app/operations/read-backups.ts';
import type { ReportOf, Verification } from '#lib/server/app/upkeep/ports.ts';
import { CHECKS } from '#lib/server/app/upkeep/ports.ts';
import { sayReadiness } from './say-readiness.ts';

const MIB = 2 ** 20;

/** What one run found of each check, in their order. */
const rowsOf = ({ checked, violations }: Verification) =>
	CHECKS.map((check) => {
		const wrong = violations.find((one) => one.check === check);
		const count = wrong?.count ?? (checked.includes(check) ? 0 : null);
		return { check, count, examples: wrong?.examples ?? [] };
	});

function sayBase(base: ReportOf<'base'> | undefined, locale: 'vi' | 'en') {
	if (base === undefined) return null;
	const { facts, endedAt } = base;
	if ('refused' in facts) return { endedAt, refused: facts[locale] };
	const { base: name, bytes, objects, faults } = facts;
	return { endedAt, refused: '', name, size: `${String(Math.ceil(bytes / MIB))} MiB`, objects, faults };
}

/** The page of backups in the reader's language. */
export function sayBackups(
	{ at, checks, baseHour, base, verify, drill, notKept, alarms }: BackupsRead,
	locale: 'vi' | 'en'
) {
	return {
		at,
		checks: sayReadiness(checks),
		baseHour,
		base: sayBase(base, locale),
		verify: verify === undefined ? null : { endedAt: verify.endedAt, rows: rowsOf(verify.facts) },
		drill:
			drill === undefined
				? null
				: {
						...{ endedAt: drill.endedAt, rows: rowsOf(drill.facts), base: drill.facts.base },
						...{ seconds: drill.facts.seconds, reached: drill.facts.reached }
					},
		notKept: notKept.map(({ objectKey }) => objectKey),
		alarms
	};
}
