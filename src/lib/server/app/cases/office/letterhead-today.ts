import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { Repositories } from '../../ports.ts';

/** What pages and letters of today call the office. */
export async function letterheadToday({
	clock,
	office
}: Pick<Repositories, 'clock' | 'office'>): Promise<Letterhead> {
	return office.letterheadOn(vietnamDateOf(await clock.now()));
}
