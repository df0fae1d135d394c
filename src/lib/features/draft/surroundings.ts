import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { askDraftKey } from './draft-key.ts';
import type { DraftSurroundings } from './draft-engine.ts';
import { dropFormerDrafts } from './former-drafts.ts';
import { httpTransport } from './http-transport.ts';
import { lateKeeper } from './late-keeper.ts';
import type { PersonKeeper } from './indexed-keeper.ts';
import { newId } from './new-id.ts';
import { pageRun } from './page-run.ts';
import type { Clock, Keeper, Transport } from './ports.ts';

export interface BrowserSurroundings extends DraftSurroundings {
	readonly keeper: PersonKeeper;
}

export const browserClock: Clock = {
	now: () => Date.now(),
	after(milliseconds, run) {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	}
};

let present: BrowserSurroundings | undefined;

/** What drafts of this person run on in this browser: one for the whole page, so that all share its numbers. */
export function browserSurroundings(person: string): BrowserSurroundings {
	if (present?.page.person === person) return present;
	dropFormerDrafts(() => localStorage);
	present = {
		transport: httpTransport((object) => localizeHref(object)),
		keeper: lateKeeper(person, askDraftKey, document.documentElement.dataset['kept'] !== undefined),
		clock: browserClock,
		page: pageRun(person, () => localStorage)
	};
	return present;
}

const nowhere: Keeper = {
	left: () => Promise.resolve([]),
	change: () => Promise.resolve(true),
	waiting: () => Promise.resolve([]),
	known: () => Promise.resolve(undefined),
	know: () => Promise.resolve(true)
};
const nobody: Transport = { send: () => Promise.resolve({ kind: 'stopped', message: '' }) };

/** For a page that is made on the server, a locked one and a preview: nothing is sent or kept. */
export function stillSurroundings(): DraftSurroundings {
	return {
		transport: nobody,
		keeper: nowhere,
		clock: { now: () => 0, after: () => () => undefined },
		page: {
			person: '',
			device: '',
			run: '',
			newId,
			open: () => 1,
			close: () => undefined,
			settled: () => 0
		}
	};
}
