import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { choicesOfForm, versionShape } from '#lib/contracts/scoring/sheet.ts';
import { selectionChangeShape } from '#lib/contracts/selection/selection-change.ts';
import { callUpReserve } from '#lib/server/app/selection/call-up-reserve.ts';
import { revokeApproval } from '#lib/server/app/selection/revoke-approval.ts';
import { recordWithdrawal } from '#lib/server/app/selection/record-withdrawal.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { closeSelection } from '#lib/server/app/selection/close-selection.ts';
import { readSelection } from '#lib/server/app/selection/read-selection.ts';
import { saveSelection } from '#lib/server/app/selection/save-selection.ts';
import {
	questionOfSelection,
	questionOfSelectionChange,
	shownChoices
} from '#lib/server/http/questions/results.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { sayShortMoney } from '#lib/server/http/say-short-money.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readSelection(locals.ctx, params.code), url);
	const { after } = view;
	return {
		...view,
		after: after === null ? null : { ...after, why: after.why === null ? null : sayShortMoney(after.why) },
		shown: seenFields(shownChoices(view)),
		inTheWay: view.inTheWay === null ? null : sayRefusal(view.inTheWay)
	};
};

export const actions: Actions = {
	save: formAction(
		(fields) => {
			const seen = parseInput(versionShape, fields);
			return seen.ok ? ok({ version: seen.value.version, items: choicesOfForm(fields) }) : seen;
		},
		(ctx, input, { params }) => saveSelection(ctx, { callCode: params.code, ...input }),
		{ long: true, refused: atChoices, done: { done: 'saved' } }
	),
	close: formAction(
		versionShape,
		(ctx, { version }, { params }) => closeSelection(ctx, { callCode: params.code, version }),
		{
			long: true,
			ask: (ctx, { fields, event }) => questionOfSelection(ctx, event.params.code, fields),
			typed: nothing,
			done: { done: 'closed' }
		}
	),
	withdraw: formAction(
		selectionChangeShape,
		(ctx, input, { params }) => recordWithdrawal(ctx, { callCode: params.code, ...input }),
		{
			prove: (ctx, { fields, input, event }) =>
				questionOfSelectionChange(
					ctx,
					{ callCode: event.params.code, ...input, act: 'record_withdrawal' },
					fields
				),
			letters: true,
			done: { done: 'withdrawal' }
		}
	),
	revoke: formAction(
		selectionChangeShape,
		(ctx, input, { params }) => revokeApproval(ctx, { callCode: params.code, ...input }),
		{
			prove: (ctx, { fields, input, event }) =>
				questionOfSelectionChange(
					ctx,
					{ callCode: event.params.code, ...input, act: 'revoke_approval' },
					fields
				),
			letters: true,
			done: { done: 'revocation' }
		}
	),
	callUp: formAction(
		selectionChangeShape,
		(ctx, input, { params }) => callUpReserve(ctx, { callCode: params.code, ...input }),
		{
			prove: (ctx, { fields, input, event }) =>
				questionOfSelectionChange(
					ctx,
					{ callCode: event.params.code, ...input, act: 'call_up_reserve' },
					fields
				),
			letters: true,
			done: { done: 'call_up' }
		}
	)
};

/** What is wrong with a choice stands at its reason; what is short is said as money. */
function atChoices(refusal: Refusal, { locals }: RequestEvent): Refusal {
	const causes = refusal.causes?.map((cause) => ({
		...cause,
		...(cause.params?.['short'] === undefined
			? {}
			: { params: { ...cause.params, short: formatDong(BigInt(cause.params['short']), locals.locale) } }),
		...(cause.field === undefined ? {} : { field: `reason.${cause.field}` })
	}));
	return { ...refusal, ...(causes === undefined ? {} : { causes }) };
}
