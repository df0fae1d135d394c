import { desk, ofCall, ofKeepers } from '../../stage-work.ts';
import type { StageWorks } from '../../stage-work.ts';

export const INTAKE_WORK = {
	call: (call) =>
		call.state === 'draft'
			? [
					{
						kind: 'publish_call',
						audience: desk('call.manage', call),
						...ofCall(call),
						since: call.createdAt,
						due: { at: call.opensAt, provisional: false }
					}
				]
			: [],
	dossier: (dossier) => {
		if (dossier.call.state !== 'published') return [];
		const { closesAt } = dossier;
		const open = { ...ofKeepers(dossier), due: { at: closesAt, provisional: false }, until: closesAt };
		if (dossier.state === 'draft') return [{ kind: 'finish_draft', ...open, since: dossier.createdAt }];
		if (dossier.state !== 'submitted' || !dossier.replacing) return [];
		return [{ kind: 'finish_replacement', ...open }];
	}
} as const satisfies StageWorks<'publish_call' | 'finish_draft' | 'finish_replacement'>;
