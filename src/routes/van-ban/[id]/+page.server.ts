import type { PageServerLoad } from './$types';
import type { Actor } from '#lib/domain/access/actor.ts';
import { can } from '#lib/domain/access/policy.ts';
import { mayEnter } from '#lib/domain/access/routes.ts';
import { codeInGroups, codeOfHash } from '#lib/domain/shared/short-code.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { paperOf, receiptOf } from '#lib/server/app/records/paper-of.ts';
import { receiptMark } from '#lib/server/app/records/receipt-paper.ts';
import { receiptStanding } from '#lib/server/app/records/receipt-standing.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { qrSquares } from '#lib/server/render/qr-squares.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const record = valueOrError(await readRecord(locals.ctx, params.id), url);
	const receipt = receiptOf(record);
	return {
		id: record.id,
		kind: record.kind,
		number: record.numberText ?? '',
		hash: record.hash,
		code: codeInGroups(codeOfHash(record.hash)),
		issuedAt: record.issuedAt,
		applicationHref: applicationHref(locals.actor, record),
		// A receipt is told in the language of its reader; every other paper as it is printed.
		...(receipt === undefined
			? { paper: paperOf(record) }
			: {
					receipt,
					proves: locals.ctx.app.checkpoints !== undefined,
					standing: await receiptStanding(locals.ctx, record, receipt),
					qr: qrSquares(receiptMark(receipt))
				})
	};
};

/** From a receipt or a letter to its application: each side has a page of its own for it, some readers have none. */
function applicationHref(actor: Actor, { applicationId, organisationId }: RecordRow): string | undefined {
	if (applicationId === null || organisationId === null) return undefined;
	if (can(actor, 'application.read_own', { organisationId }).ok)
		return localizeHref(`/ho-so/${applicationId}`);
	return mayEnter(actor, '/(office)/van-phong/ho-so/[id]', 'view').ok
		? localizeHref(`/van-phong/ho-so/${applicationId}`)
		: undefined;
}
