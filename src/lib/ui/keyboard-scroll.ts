import type { Attachment } from 'svelte/attachments';

/**
 * For a frame that scrolls sideways on a narrow screen: it takes the focus while there is something to scroll to, so
 * that it can be scrolled without a mouse, and is no stop for the keyboard where all is seen.
 */
export const keyboardScroll: Attachment<HTMLElement> = (frame) => {
	const look = (): void => {
		if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
		else frame.removeAttribute('tabindex');
	};
	const observer = new ResizeObserver(look);
	observer.observe(frame);
	return () => observer.disconnect();
};
