import type { Drawn } from './sheets.ts';

/** CSS pixels. */
const WIDTH = 72;

/** The pages of a file in small, each a button that goes there; drawn when they come into sight. */
export class PageList {
	readonly #buttons: HTMLButtonElement[] = [];
	#current?: HTMLButtonElement;

	constructor(
		list: HTMLElement,
		source: Drawn,
		said: { readonly label: (page: number) => string; readonly go: (page: number) => void }
	) {
		const observer = new IntersectionObserver(
			(entries) => {
				for (const { target, isIntersecting } of entries) {
					if (!isIntersecting) continue;
					observer.unobserve(target);
					const button = target as HTMLElement;
					const page = Number(button.dataset['page']);
					const picture = button.querySelector('span');
					if (picture === null) continue;
					const scale = WIDTH / source.sizeOf(page).width;
					const stopped = new AbortController().signal;
					const how = { scale, rotation: 0, dense: devicePixelRatio, stopped, small: true };
					// A page that cannot be drawn keeps its number.
					source.draw(page, picture, how).catch(() => picture.replaceChildren());
				}
			},
			{ root: list }
		);
		for (let page = 1; page <= source.pages; page += 1) {
			const button = document.createElement('button');
			button.type = 'button';
			button.dataset['page'] = String(page);
			button.setAttribute('aria-label', said.label(page));
			const { width, height } = source.sizeOf(page);
			const picture = document.createElement('span');
			picture.style.height = `${String(Math.round((WIDTH * height) / width))}px`;
			const number = document.createElement('small');
			number.textContent = String(page);
			button.append(picture, number);
			button.addEventListener('click', () => said.go(page));
			this.#buttons.push(button);
			list.append(button);
			observer.observe(button);
		}
	}

	at(page: number): void {
		const button = this.#buttons[page - 1];
		if (button === this.#current) return;
		this.#current?.removeAttribute('aria-current');
		button?.setAttribute('aria-current', 'page');
		button?.scrollIntoView({ block: 'nearest' });
		if (button !== undefined) this.#current = button;
	}
}
