import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { versionShape } from '#lib/contracts/applications/submit-application.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { readApplication } from '#lib/server/app/applications/read-application.ts';
import { abandonReplacement, replaceApplication } from '#lib/server/app/applications/replace-application.ts';
import { withdrawApplication } from '#lib/server/app/applications/withdraw-application.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { overviewData } from '#lib/server/http/application-overview-data.ts';
import { questionOfGivingUp } from '#lib/server/http/questions/applications.ts';
import { formAction, nothing, seeOther } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ params, locals, url, depends }) => {
	depends('dossier:words');
	return {
		...overviewData(valueOrError(await readApplication(locals.ctx, params.id), url)),
		justSubmitted: url.searchParams.has('da-nop')
	};
};

type Act = (ctx: Context, input: { readonly id: string; readonly version: number }) => Promise<Result<true>>;

function oneButton(act: Act, asks?: 'withdraw' | 'abandon') {
	return formAction(
		versionShape,
		(ctx, { version }, { params }: RequestEvent) => act(ctx, { id: params.id, version }),
		{
			ask:
				asks &&
				((ctx, { fields, event }) =>
					questionOfGivingUp(ctx, { applicationId: event.params.id, act: asks }, fields)),
			typed: nothing,
			done: (_, { params }) => seeOther(`/ho-so/${params.id}`)
		}
	);
}

export const actions: Actions = {
	withdraw: oneButton(withdrawApplication, 'withdraw'),
	replace: oneButton(replaceApplication),
	abandon: oneButton(abandonReplacement, 'abandon')
};
