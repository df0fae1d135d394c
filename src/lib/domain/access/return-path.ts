/** Where everyone signed in finds what waits for him. */
const HOME = '/viec-can-lam';

/**
 * The address to go back to after signing in: a path of this portal, or the to-do list.
 * What browsers read as another host (`//`, `/\`, a scheme, control characters that they skip) is not a path.
 */
export function returnPath(asked: string | null | undefined, home: string = HOME): string {
	if (asked === null || asked === undefined || asked.length > 2000) return home;
	if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return home;
	// Going back to the doors themselves would go round in circles.
	return /^\/(?:en\/)?(?:dang-nhap|dang-xuat|dang-ky|quen-mat-khau|xac-minh|dat-lai-mat-khau)(?:[/?#]|$)/.test(
		asked
	)
		? home
		: asked;
}
