import { bundled, desk } from '../../stage-work.ts';
import type { StageWorks } from '../../stage-work.ts';

export const SURVEY_WORK = {
	dossier: (dossier) => {
		const { call, state, surveyFinishedAt, checkedAt } = dossier;
		if (call.state !== 'opened' || state !== 'valid' || surveyFinishedAt !== null) return [];
		const audience = desk('call.manage', call, dossier.organisationId);
		return [{ kind: 'record_survey', audience, ...bundled(dossier), ...(checkedAt && { since: checkedAt }) }];
	}
} as const satisfies StageWorks<'record_survey'>;
