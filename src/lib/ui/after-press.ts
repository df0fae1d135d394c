let pressed = false;
const waiting: (() => void)[] = [];

function press(): void {
	pressed = true;
}
// The click follows within the same task as the release; what was held back comes after it.
function release(): void {
	pressed = false;
	setTimeout(() => {
		for (const act of waiting.splice(0)) act();
	});
}

/** Hears when the pointer goes down and up anywhere; gives what stops it. */
export function watchPresses(): () => void {
	const names = ['pointerup', 'pointercancel', 'dragend', 'blur'] as const;
	window.addEventListener('pointerdown', press, true);
	for (const name of names) window.addEventListener(name, release);
	return () => {
		window.removeEventListener('pointerdown', press, true);
		for (const name of names) window.removeEventListener(name, release);
		release();
	};
}

/**
 * Runs `act` at once, or after the press that is under way: words that appear when a field is left would otherwise move
 * the button from under the pointer, and the press would do nothing.
 */
export function afterPress(act: () => void): void {
	if (pressed) waiting.push(act);
	else act();
}
