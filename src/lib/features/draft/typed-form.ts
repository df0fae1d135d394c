import type { PlaceValues } from '#lib/domain/drafts/place-values.ts';
import type { DraftEngine } from './draft-engine.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isControl(target: EventTarget | null): target is Control {
	return (
		target instanceof HTMLInputElement ||
		target instanceof HTMLTextAreaElement ||
		target instanceof HTMLSelectElement
	);
}

/** A plain form whose controls are places of a draft, by their names: what is typed goes out, what was kept comes in. */
export function typedForm(
	form: HTMLFormElement,
	engine: DraftEngine<PlaceValues>,
	places: ReadonlySet<string>
): () => void {
	let showing = false;
	const write = ({ target }: Event): void => {
		if (showing || !isControl(target) || !places.has(target.name)) return;
		if (target instanceof HTMLInputElement && target.type === 'radio' && !target.checked) return;
		if (engine.content[target.name] !== target.value) engine.write(target.name, target.value);
	};
	const put = (control: Control, value: string): void => {
		if (control instanceof HTMLInputElement && control.type === 'radio') {
			const chosen = control.value === value;
			if (control.checked === chosen) return;
			control.checked = chosen;
		} else {
			if (control.value === value || control === document.activeElement) return;
			control.value = value;
		}
		// Whoever holds a copy of the value hears of it as if it had been typed.
		control.dispatchEvent(new Event('input', { bubbles: true }));
	};
	const show = (): void => {
		showing = true;
		for (const control of form.elements) {
			if (!isControl(control) || !places.has(control.name)) continue;
			const value = engine.content[control.name];
			if (typeof value === 'string') put(control, value);
		}
		showing = false;
	};
	form.addEventListener('input', write);
	form.addEventListener('change', write);
	const end = engine.subscribe(show);
	return () => {
		form.removeEventListener('input', write);
		form.removeEventListener('change', write);
		end();
	};
}
