import { UNDER_JUDGEMENT } from '../../council-stage.ts';
import { bundled, desk } from '../../stage-work.ts';
import type { StageWorks } from '../../stage-work.ts';

export const SURVEY_WORK = {
	// Minutes may be written until the session begins, also when the council is seated meanwhile.
	dossier: (dossier) => {
		const { call, state, session, surveyFinishedAt, checkedAt } = dossier;
		const open = session === null || session === 'planned';
		const may = state === 'valid' || (UNDER_JUDGEMENT.includes(state) && open);
		if (!may || call.state !== 'opened' || surveyFinishedAt !== null) return [];
		const audience = desk('call.manage', call, dossier.organisationId);
		return [{ kind: 'record_survey', audience, ...bundled(dossier), ...(checkedAt && { since: checkedAt }) }];
	}
} as const satisfies StageWorks<'record_survey'>;
