import type { TokenPurpose } from '../../identity/ports.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';

/** How long each link in a mail works. */
export const SIGN_UP_HOURS = 48;
export const RESET_MINUTES = 30;
export const INVITATION_DAYS = 14;

/** Where each kind of one-time link leads; its secret follows. */
export const LINK_PATHS = {
	sign_up: '/xac-minh',
	set_password: '/dat-lai-mat-khau',
	enrol_factor: '/tai-khoan/bao-mat'
} as const satisfies Readonly<Record<Exclude<TokenPurpose, 'second_factor'> | 'sign_up', string>>;

/** Makes a one-time link, as a path of the portal; only the hash of its secret is kept. */
export async function makeLink(
	ctx: Context,
	tx: Tx,
	link: {
		readonly accountId: string;
		readonly purpose: 'set_password';
		readonly lifetimeSeconds: number;
		readonly payload?: unknown;
	}
): Promise<string> {
	const { accountId, purpose, lifetimeSeconds, payload } = link;
	const secret = ctx.app.ids.secret();
	await tx.identity.addToken({
		accountId,
		purpose,
		tokenHash: ctx.app.ids.sha256(secret),
		payload,
		lifetimeSeconds
	});
	return `${LINK_PATHS[purpose]}/${secret}`;
}
