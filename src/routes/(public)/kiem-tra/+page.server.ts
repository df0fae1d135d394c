import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { refuse } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { checkPaper } from '#lib/server/app/records/check-paper.ts';

/** In the address where a part of a key was typed, in place of it. */
const SHARE_TOLD = 'phan-khoa';
/** Longest question: the address that a QR code holds. */
const LONGEST = 500;

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = (url.searchParams.get('ma') ?? '').slice(0, LONGEST);
	const ofFile = url.searchParams.has('tep');
	if (url.searchParams.has(SHARE_TOLD))
		return {
			...{ asked: '', ofFile, check: undefined },
			problem: sayRefusal(refuse('paper_code_is_share').refusal)
		};
	if (!url.searchParams.has('ma')) return { asked, ofFile, check: undefined, problem: undefined };
	const checked = await checkPaper(locals.ctx, asked);
	if (checked.ok) return { asked, ofFile, check: checked.value, problem: undefined };
	const { refusal } = checked;
	// A secret stays neither in the address nor in what the browser keeps of it.
	if (refusal.code === 'paper_code_is_share') redirect(303, `${url.pathname}?${SHARE_TOLD}`);
	return { asked, ofFile, check: undefined, problem: sayRefusal(refusal) };
};
