import type { PageServerLoad } from './$types';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { checkPaper } from '#lib/server/app/records/check-paper.ts';

/** Longest question: the address that a QR code holds. */
const LONGEST = 500;

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = (url.searchParams.get('ma') ?? '').slice(0, LONGEST);
	const ofFile = url.searchParams.has('tep');
	if (asked.trim() === '') return { asked: '', ofFile, findings: undefined, problem: undefined };
	const checked = await checkPaper(locals.ctx, asked);
	return checked.ok
		? { asked, ofFile, findings: checked.value, problem: undefined }
		: { asked, ofFile, findings: undefined, problem: sayRefusal(checked.refusal) };
};
