import { m } from '#lib/i18n/paraglide/messages.js';
import { sendWaiting } from './courier.ts';
import { browserSurroundings } from './surroundings.ts';

/**
 * Before a person leaves this browser: what waits is sent, and what cannot be sent is asked about. Then everything of
 * this person goes from here, and nothing of anybody else. False: the person stays.
 */
export async function leaveBrowser(person: string): Promise<boolean> {
	const around = browserSurroundings(person);
	const left = await sendWaiting(around, '/api/');
	const count = left.reduce((sum, object) => sum + object.count, 0);
	if (count > 0 && !confirm(m.drafts_sign_out_ask({ count }))) return false;
	await around.keeper.forget();
	return true;
}
