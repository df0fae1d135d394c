import type { OperationsReply } from '../../../src/lib/contracts/drafts/operations-reply.ts';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import type { Transport, TransportAnswer } from '../../../src/lib/features/draft/ports.ts';
import type { ChaosTime } from './chaos-time.ts';

/** Shares of all messages; the rest goes well. */
const FAULTS = {
	'never sent': 0.06,
	'answer lost': 0.1,
	'sent twice': 0.08,
	'sent again much later': 0.1,
	'given up, arrives later': 0.08,
	'the portal fails': 0.04,
	'the portal fails after it has written': 0.03
} as const;
export type Fault = keyof typeof FAULTS;

/** The way to the portal and back, with everything that lines do to messages. */
export class ChaosLine {
	faulty = true;
	/** Nobody gets through. */
	cut = false;
	readonly happened = new Map<Fault, number>();
	readonly #time: ChaosTime;
	readonly #chance: () => number;

	constructor(time: ChaosTime, chance: () => number) {
		this.#time = time;
		this.#chance = chance;
	}

	/** `take`: the portal; `alive`: whether anybody is there to hear the answer. */
	transport(take: (message: SaveOperations) => Promise<OperationsReply>, alive: () => boolean): Transport {
		return {
			send: (_object, message) => {
				const sent = JSON.stringify(message);
				const arrive = async (): Promise<TransportAnswer> => {
					const reply = await take(JSON.parse(sent) as SaveOperations);
					return { kind: 'taken', reply: JSON.parse(JSON.stringify(reply)) as OperationsReply };
				};
				return new Promise((resolve) => {
					const answer = (given: TransportAnswer, way = this.#way()): void => {
						this.#time.after(way, () => {
							if (alive()) resolve(given);
						});
					};
					this.#carry(arrive, answer);
				});
			}
		};
	}

	#carry(
		arrive: () => Promise<TransportAnswer>,
		answer: (given: TransportAnswer, way?: number) => void
	): void {
		const fault = this.faulty ? this.#fate() : undefined;
		if (fault !== undefined) this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1);
		const out = this.#way();
		const later = (milliseconds: number): void =>
			void this.#time.after(milliseconds, async () => {
				if (!this.cut) await arrive();
			});
		if (fault === 'never sent' || this.cut) return answer({ kind: 'unreachable' });
		if (fault === 'the portal fails') return answer({ kind: 'failed' });
		if (fault === 'given up, arrives later') {
			later(500 + this.#chance() * 20_000);
			return answer({ kind: 'unreachable' });
		}
		if (fault === 'sent twice') later(out + this.#chance() * 300);
		if (fault === 'sent again much later') later(out + this.#chance() * 30_000);
		this.#time.after(out, async () => {
			if (this.cut) return answer({ kind: 'unreachable' });
			const given = await arrive();
			if (fault === 'answer lost') answer({ kind: 'unreachable' }, this.#way() * 4);
			else answer(fault === 'the portal fails after it has written' ? { kind: 'failed' } : given);
		});
	}

	#way(): number {
		return 30 + this.#chance() ** 3 * 1_500;
	}

	#fate(): Fault | undefined {
		let left = this.#chance();
		for (const [fault, share] of Object.entries(FAULTS)) {
			left -= share;
			if (left < 0) return fault as Fault;
		}
		return undefined;
	}
}
