import { storyOf } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import type { MapRound } from './map-dossiers.ts';
import { declare, hold, mark, seat } from './rounds.ts';
import type { Interest, Seat } from './rounds.ts';

const COUNCIL: readonly Seat[] = [
	['hanh', 'chair'],
	['tuan', 'vice_chair'],
	['duy', 'reviewer'],
	['yblang', 'reviewer'],
	['lan', 'scientific_secretary'],
	['huong', 'member'],
	['ngoc', 'member'],
	['chi', 'administrative_secretary']
];
const MARKING = COUNCIL.slice(0, 7).map(([key]) => key);

export interface Judged {
	/** Totals in the order of the council. */
	readonly ballots: readonly number[];
	readonly opinion: string;
	/** Criteria that everybody finds worth nothing. */
	readonly zero?: readonly string[];
}

/** From the decision that sets the council up to the closed session, on the days that are given. */
export function mapCouncil(
	world: Demonstration,
	round: MapRound,
	sitting: {
		readonly decisionNo: string;
		readonly days: {
			readonly seat: number;
			readonly declare: number;
			readonly mark: number;
			readonly hold: number;
		};
		readonly interests?: Readonly<Record<string, readonly Interest[]>>;
		/** By the key of the firm. */
		readonly judged: Readonly<Record<string, Judged>>;
		readonly conclusion: string;
	}
): Happening[] {
	const { code } = round;
	const { days, judged } = sitting;
	const at = storyOf(code);
	return [
		at(days.seat, 8, 'lập hội đồng', () => seat(world, 'measurement', code, sitting.decisionNo, COUNCIL)),
		at(days.declare, 9, 'cam kết, kê khai', async () => {
			for (const [member] of COUNCIL) await declare(world, code, member, sitting.interests?.[member]);
		}),
		...MARKING.map((member, place) =>
			at(days.mark, 8 + place, `phiếu của ${member}`, async () => {
				for (const [key, { ballots, opinion, zero = [] }] of Object.entries(judged)) {
					const total = ballots[place] ?? 0;
					await mark(world, code, member, `${round.key}.${key}`, { total, comment: opinion, zero });
				}
			})
		),
		at(days.hold, 8, 'họp hội đồng', () =>
			hold(world, code, code, {
				secretary: 'lan',
				lead: 'hanh',
				present: MARKING,
				conclusion: sitting.conclusion
			})
		)
	];
}
